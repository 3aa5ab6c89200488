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

        init(prefix: String) {
            root = Array(((prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix) + "/1/").utf8)
        }

        /// Behind all keys that begin with `prefix`.
        static func end(of prefix: [UInt8]) -> Data {
            var end = prefix
            while let last = end.popLast() {
                if last < 0xFF { return Data(end + [last + 1]) }
            }
            return Data([0])
        }

        var addresses: [UInt8] { root + Array("a/".utf8) }
        var mark: Data { Data(root + Array("t".utf8)) }
        var question: Data { Data(root + Array("q".utf8)) }

        func address(_ address: IPv4Address) -> Data {
            Data(root + Array("a/".utf8) + Self.hexadecimal(address.bitPattern))
        }

        /// The address of a key; `nil` when it is another kind of key.
        func address(of key: Data) -> IPv4Address? {
            let prefix = addresses
            guard key.count == prefix.count + 8, key.starts(with: prefix) else { return nil }
            return UInt32(String(decoding: key.suffix(8), as: UTF8.self), radix: 16).map(IPv4Address.init(bitPattern:))
        }

        func holder(_ holder: Holder) -> Data {
            let client = [holder.client.source.rawValue] + holder.client.octets
            return Data(
                root + Array("c/".utf8) + Self.hexadecimal(holder.network.bitPattern) + Array("/".utf8)
                    + client.flatMap { Self.hexadecimal($0) })
        }

        func records(_ kind: StoreRecord.Kind, _ prefix: [UInt8] = []) -> [UInt8] {
            root + Array("r/".utf8) + Array(kind.rawValue.utf8) + Array("/".utf8) + prefix
        }

        func record(_ record: StoreRecord) -> Data { Data(records(record.kind, record.key)) }

        private static func hexadecimal(_ value: some FixedWidthInteger) -> [UInt8] {
            stride(from: value.bitWidth - 4, through: 0, by: -4).map { shift in
                let digit = UInt8(truncatingIfNeeded: value >> shift) & 0xF
                return digit < 10 ? digit + 0x30 : digit + 0x57
            }
        }
    }

    /// A client on a link, where it has one address at most.
    struct Holder: Hashable, Sendable {
        let network: IPv4Address
        let client: ClientIdentity
    }
#endif
