#if Etcd
    /// Where an etcd is, and how it is spoken to.
    ///
    /// ```swift
    /// let store = try EtcdLeaseStore(EtcdConfiguration(endpoints: ["10.0.0.1:2379", "10.0.0.2:2379", "10.0.0.3:2379"]))
    /// ```
    public struct EtcdConfiguration: Hashable, Sendable {
        /// The machines of one etcd cluster, as `host:port`; an IPv6 address stands in brackets.
        public var endpoints: [String]
        /// Where in etcd the leases are: keys begin with it.
        public var prefix: String
        /// How the way is encrypted; `nil` for not at all.
        public var tls: EtcdTLS?
        /// As whom; `nil` where etcd asks nobody for a name.
        public var user: String?
        /// The user's password.
        public var password: String?

        /// The prefix of who does not say.
        public static let defaultPrefix = "/dhcp4"

        /// Makes a configuration.
        public init(
            endpoints: [String], prefix: String = Self.defaultPrefix, tls: EtcdTLS? = nil, user: String? = nil,
            password: String? = nil
        ) {
            self.endpoints = endpoints
            self.prefix = prefix
            self.tls = tls
            self.user = user
            self.password = password
        }
    }

    /// What TLS needs, as PEM.
    public struct EtcdTLS: Hashable, Sendable {
        /// Who vouches for etcd's certificate; `nil` for those whom this system trusts.
        public var ca: [UInt8]?
        /// The certificate by which this server proves who it is, with the chain behind it.
        public var certificate: [UInt8]?
        /// Its key.
        public var key: [UInt8]?

        /// Makes one.
        public init(ca: [UInt8]? = nil, certificate: [UInt8]? = nil, key: [UInt8]? = nil) {
            self.ca = ca
            self.certificate = certificate
            self.key = key
        }
    }
#endif
