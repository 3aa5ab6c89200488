/// Where leases are kept.
public enum StoreSettings: Hashable, Sendable {
    /// In a file; a relative path counts from the configuration's directory, as a service from `$STATE_DIRECTORY`.
    case file(String)
    /// In memory: they are lost when the server stops.
    case memory
    /// In etcd, which several servers share.
    case etcd(EtcdSettings)

    /// The file of a configuration that does not say: leases are kept unless somebody asks for the contrary.
    public static let defaultPath = "leases.sqlite"

    /// Whether several servers share the leases.
    public var isShared: Bool {
        if case .etcd = self { true } else { false }
    }
}

/// The etcd that keeps leases, and how it is reached.
public struct EtcdSettings: Hashable, Sendable {
    /// Its machines, as host and port: `10.0.0.1:2379`, `[2001:db8::1]:2379`.
    public var endpoints: [String]
    /// Whether what is said is encrypted, and etcd proves who it is.
    public var usesTLS: Bool
    /// What all keys begin with.
    public var prefix: String
    /// The file of the authorities whose certificates etcd's machines have; `nil` for those that the host trusts.
    public var authorities: String?
    /// The file of the certificate by which this server proves who it is; `nil` for none.
    public var certificate: String?
    /// The file of the key of that certificate.
    public var key: String?
    /// As whom this server asks; `nil` where etcd lets everybody, or goes by certificates.
    public var user: String?
    /// The file with the password of that user in its first line.
    public var passwordFile: String?

    /// What all keys begin with where a configuration does not say.
    public static let defaultPrefix = "/dhcp4"
    /// The port at which etcd hears clients.
    static let usualPort = 2379

    /// Makes settings.
    public init(endpoints: [String], usesTLS: Bool = false, prefix: String = Self.defaultPrefix) {
        self.endpoints = endpoints
        self.usesTLS = usesTLS
        self.prefix = prefix
    }

    /// The files that are named here, with their keys.
    package var files: [(key: String, path: String)] {
        let files: [(ConfigurationKey, String?)] = [
            (.ca, authorities), (.certificate, certificate), (.key, key), (.passwordFile, passwordFile),
        ]
        return files.compactMap { key, path in path.map { (key.rawValue, $0) } }
    }

    /// The settings with what `body` makes of each path.
    package func mappingFiles(_ body: (String) -> String) -> EtcdSettings {
        var copy = self
        copy.authorities = authorities.map(body)
        copy.certificate = certificate.map(body)
        copy.key = key.map(body)
        copy.passwordFile = passwordFile.map(body)
        return copy
    }
}
