#if Etcd
    import DHCP

    /// Goes through all addresses in spans that hold about as many leases as one answer of etcd may.
    ///
    /// etcd 3.4 looks at every key of a range, however few it is asked for, so a walk from page to page to the end of all keys
    /// would look at all that are left for each page: 50 seconds for a million leases.
    struct AddressWalk {
        /// The addresses to read next; `nil` behind the last.
        private(set) var span: IPv4Range?
        private var width: UInt64

        /// - Parameter width: how many addresses the first span has.
        init(width: UInt64 = 1 << 16) {
            self.width = width
            span = Self.span(from: 0, width)
        }

        /// Goes on behind what was read of ``span``.
        ///
        /// - Parameters:
        ///   - count: how many leases an answer had, of `limit` at most.
        ///   - last: the last of them, when there are more in the span.
        mutating func advance(read count: Int, of limit: Int, last: IPv4Address?) {
            guard let span else { return }
            let end = UInt64((last ?? span.last).bitPattern)
            if last != nil {
                width = end - UInt64(span.first.bitPattern) + 1
            } else if count < limit / 2 {
                width = min(width * 2, 1 << 32)
            }
            self.span = Self.span(from: end + 1, width)
        }

        private static func span(from first: UInt64, _ width: UInt64) -> IPv4Range? {
            guard let start = UInt32(exactly: first) else { return nil }
            let last = UInt32(min(first + width - 1, UInt64(UInt32.max)))
            return IPv4Range(IPv4Address(bitPattern: start), IPv4Address(bitPattern: last))
        }
    }
#endif
