import DHCP
import DHCPLeases

/// Reads `limits`.
enum LimitReader {
    /// As many as there can be leases.
    static let range = 1...Int(Int32.max) - 1

    static func read(_ value: YAMLValue?) -> ClientLimits {
        value?.section(.limits) { section in
            func number(_ key: ConfigurationKey) -> Int? { section.value(key)?.number(in: range, such: "1000") }
            return ClientLimits(
                offers: number(.offers) ?? ClientLimits.defaultOffers, offersPerRelay: number(.offersPerRelay),
                offersPerPort: number(.offersPerPort), newLeasesPerRelay: number(.newLeasesPerRelay),
                newLeasesPerPort: number(.newLeasesPerPort),
                leasesPerRelay: number(.leasesPerRelay), leasesPerPort: number(.leasesPerPort),
                declinesPerClient: number(.declinesPerClient) ?? ClientLimits.defaultDeclines.client,
                declinesPerPort: number(.declinesPerPort) ?? ClientLimits.defaultDeclines.port,
                declinesPerNetwork: number(.declinesPerNetwork) ?? ClientLimits.defaultDeclines.network)
        } ?? ClientLimits()
    }
}

/// Reads `leasequery`.
enum LeaseQueryReader {
    static func read(_ value: YAMLValue?) -> [IPv4Prefix] {
        value?.section(.leaseQuery) { section in
            (section.value(.allow)?.list() ?? []).compactMap(requester)
        } ?? []
    }

    /// An address, or a block of them.
    static func block(_ value: YAMLValue) -> IPv4Prefix? {
        value.read(
            "an address or a block such as 10.0.0.2 or 10.0.0.0/24",
            orComplain: { text throws(Complaint) -> IPv4Prefix in
                if let address = IPv4Address(text), let prefix = IPv4Prefix(address, length: 32) { return prefix }
                return try PrefixText.prefix(text)
            })
    }

    private static func requester(_ value: YAMLValue) -> IPv4Prefix? {
        let prefix = block(value)
        if let prefix, prefix.length < 8 {
            value.warn("\(prefix) is a good part of the Internet, and each of it may learn who has which address")
        }
        return prefix
    }
}
