#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation

    /// The keys of what is stored, all behind `<prefix>/1/`, where 1 is the version of the layout.
    ///
    /// | key | value |
    /// |---|---|
    /// | `a/<address, 8 hexadecimal digits>` | a lease (``LeaseRecord``) |
    /// | `c/<network>/<client>`, both hexadecimal | the address that the client has there, 4 octets |
    /// | `r/<kind>/<key>` | another record |
    /// | `t` | the clocks (``MarkRecord``) |
    /// | `q` | nothing: it is written to see whether that can be done |
    struct EtcdKeys: Sendable {
        /// What all keys begin with.
        let root: [UInt8]
        /// What the keys of addresses begin with.
        let addresses: [UInt8]
        private let holders: [UInt8]

        init(prefix: String) {
            root = Array(((prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix) + "/1/").utf8)
            addresses = root + Array("a/".utf8)
            holders = root + Array("c/".utf8)
        }

        /// Behind all keys that begin with `prefix`.
        static func end(of prefix: [UInt8]) -> Data {
            var end = prefix
            while let last = end.popLast() {
                if last < 0xFF { return Data(end + [last + 1]) }
            }
            return Data([0])
        }

        var mark: Data { Data(root + Array("t".utf8)) }
        var question: Data { Data(root + Array("q".utf8)) }

        func address(_ address: IPv4Address) -> Data {
            var key = Self.key(addresses, digits: Self.addressLength)
            Self.append(address.bitPattern, to: &key)
            return Data(key)
        }

        /// The address of a key; `nil` when it is another kind of key.
        func address(of key: Data) -> IPv4Address? {
            guard key.count == addresses.count + Self.addressLength, key.starts(with: addresses) else { return nil }
            var bits: UInt32 = 0
            for digit in key.suffix(Self.addressLength) {
                guard let value = Self.value(of: digit) else { return nil }
                bits = bits << 4 | value
            }
            return IPv4Address(bitPattern: bits)
        }

        func holder(_ holder: Holder) -> Data {
            let client = holder.client.octets
            var key = Self.key(holders, digits: Self.addressLength + 1 + 2 * (1 + client.count))
            Self.append(holder.network.bitPattern, to: &key)
            key.append(UInt8(ascii: "/"))
            Self.append(holder.client.source.rawValue, to: &key)
            for octet in client { Self.append(octet, to: &key) }
            return Data(key)
        }

        func records(_ kind: StoreRecord.Kind, _ prefix: [UInt8] = []) -> [UInt8] {
            root + Array("r/".utf8) + Array(kind.rawValue.utf8) + Array("/".utf8) + prefix
        }

        func record(_ record: StoreRecord) -> Data { Data(records(record.kind, record.key)) }

        /// An address in hexadecimal digits.
        private static let addressLength = 8

        /// The beginning of a key, with room for so many digits.
        private static func key(_ prefix: [UInt8], digits: Int) -> [UInt8] {
            var key: [UInt8] = []
            key.reserveCapacity(prefix.count + digits)
            key += prefix
            return key
        }

        private static func append(_ value: some FixedWidthInteger, to key: inout [UInt8]) {
            var shift = value.bitWidth - 4
            while shift >= 0 {
                let digit = UInt8(truncatingIfNeeded: value >> shift) & 0xF
                key.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
                shift -= 4
            }
        }

        private static func value(of digit: UInt8) -> UInt32? {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a")) + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A")) + 10
            default: nil
            }
        }
    }

    /// A client on a link, where it has one address at most.
    struct Holder: Hashable, Sendable {
        let network: IPv4Address
        let client: ClientIdentity
    }
#endif
