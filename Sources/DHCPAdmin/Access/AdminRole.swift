import DHCPServer

/// What somebody may do with a running server; each role may do what those before it may.
public enum AdminRole: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Look at everything.
    case reader
    /// Free and reserve addresses, and have the configuration read again.
    case `operator`
    /// Say who may come in.
    case admin

    /// By what they may.
    public static func < (left: AdminRole, right: AdminRole) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .reader: 0
        case .operator: 1
        case .admin: 2
        }
    }
}

/// Somebody who asks a running server for something.
public struct AdminCaller: Hashable, Sendable {
    /// The name of a token, or of a user of this machine.
    public var name: String
    /// What the caller may do.
    public var role: AdminRole
    /// Where the caller is: an address, or `socket`.
    public var origin: String

    /// Whether it is known who that is; else a route is open to everybody.
    var isNamed: Bool { !name.isEmpty }

    /// Names a caller.
    public init(name: String, role: AdminRole, origin: String) {
        self.name = name
        self.role = role
        self.origin = origin
    }
}

extension AdminCaller {
    /// A user of this machine, who could open the socket: root and the server's own user may do all, others are of its group.
    init(user: UInt32, origin: String) {
        let isOwn = user == 0 || user == HostUser.current.number
        self.init(name: HostUser(number: user).name, role: isOwn ? .admin : .operator, origin: origin)
    }
}
