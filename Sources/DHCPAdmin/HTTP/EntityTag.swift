#if Admin
    /// Names a document as it is (RFC 9110 section 8.8.3): another content has another name, but for chance.
    struct EntityTag: CustomStringConvertible {
        /// As it stands in `ETag` and `If-Match`, with its quotation marks.
        let description: String

        /// Names what these octets say.
        init(_ octets: some Sequence<UInt8>) {
            let number = octets.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            description = "\"\(String(number, radix: 16))\""
        }
    }
#endif
