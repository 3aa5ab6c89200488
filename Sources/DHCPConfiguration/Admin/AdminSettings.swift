public import DHCP

/// How a server is looked at and changed while it runs.
public struct AdminSettings: Hashable, Sendable {
    /// A socket of this machine, by which no password is asked: who may open it is known by name.
    public enum Socket: Hashable, Sendable {
        /// `admin.sock` in the directory that systemd gives the service, else one beside the leases.
        case automatic
        /// No socket.
        case none
        /// This path; a relative one counts from the directory of the configuration.
        case path(String)
    }

    /// What proves to others who the server is.
    public struct TLS: Hashable, Sendable {
        /// The file of the certificate, with those between it and its authority, in PEM.
        public var certificate: String
        /// The file of the certificate's key, in PEM.
        public var key: String

        /// Makes settings.
        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// Who may fetch the metrics over TCP, in the words of a file.
    public enum Metrics: String, CaseIterable, Sendable {
        /// Whoever has a reader's token.
        case token
        /// Whoever reaches the port.
        case open
    }

    /// The socket of this machine.
    public var socket: Socket
    /// Where it listens for HTTP, which without TLS may only be an address of this machine's own (127.0.0.0/8).
    public var listen: DHCPEndpoint?
    /// What proves to others who the server is; without it HTTP is not encrypted.
    public var tls: TLS?
    /// The file of the tokens; `nil` for one beside the leases.
    public var tokens: String?
    /// By which names browsers may call the server, besides its address and `localhost`.
    public var names: [String]
    /// Who may fetch the metrics over TCP.
    public var metrics: Metrics

    /// Makes settings.
    public init(
        socket: Socket = .automatic, listen: DHCPEndpoint? = nil, tls: TLS? = nil, tokens: String? = nil,
        names: [String] = [], metrics: Metrics = .token
    ) {
        self.socket = socket
        self.listen = listen
        self.tls = tls
        self.tokens = tokens
        self.names = names
        self.metrics = metrics
    }

    /// Why the server must not listen so; `nil` when it may.
    ///
    /// Over a network a token without TLS is read by everybody on the way.
    public var refusal: String? {
        guard let listen, tls == nil, listen.address.bitPattern >> 24 != 127 else { return nil }
        return """
            without TLS tokens would be read on the way: listen at 127.0.0.1, or add tls: { certificate: FILE, key: FILE }
            """
    }
}
