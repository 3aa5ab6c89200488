#if Etcd
    /// A machine of an etcd cluster.
    struct EtcdAddress: Hashable, Sendable, CustomStringConvertible {
        let host: String
        let port: Int
        /// Whether the host is an address, and of which family.
        private let family: Family

        private enum Family { case name, ipv4, ipv6 }

        /// Reads `host:port` or `[address]:port`.
        ///
        /// Throws ``EtcdError``.
        init(_ text: String) throws(EtcdError) {
            let malformed = EtcdError(
                .endpoint, "\(text) is no etcd endpoint: write host:port, as in 10.0.0.1:2379 or [fd00::1]:2379")
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0
            else { throw malformed }
            self.port = Int(port)
            let host = text[..<colon]
            if host.first == "[", host.last == "]" {
                self.host = String(host.dropFirst().dropLast())
                family = .ipv6
            } else {
                self.host = String(host)
                family = host.allSatisfy { $0.isNumber || $0 == "." } ? .ipv4 : .name
            }
            if self.host.isEmpty || family != .ipv6 && host.contains(":") { throw malformed }
        }

        var description: String { family == .ipv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

        /// What its certificate has to name, if not the address.
        var name: String? { family == .name ? host : nil }
    }
#endif
