public import DHCP

/// What a server says of itself to the others with which it shares its leases, about once a second.
///
/// It is a ``StoreRecord`` of kind ``StoreRecord/Kind/member``, its key the server's name, its value JSON: whoever reads it
/// passes over what a later version adds. A server that says nothing for some seconds is gone, by the clock of who listens;
/// what it said stays, as clients may name it still.
public struct MemberRecord: Hashable, Sendable, Codable {
    /// Its name, which no other has.
    public var name: String
    /// Which start of the server it is: a number that no other start has.
    public var life: UInt64
    /// How often it has said something since that start.
    public var beat: UInt64
    /// How it names itself to clients (option 54).
    public var identifiers: [IPv4Address]
    /// How late it was for its leases when it said this, in milliseconds since 1970.
    public var leaseTime: Int64
    /// Up to which revision of the store it had heard of all changes.
    public var revision: UInt64
    /// What it serves, as ``ServedConfiguration/digest`` has it.
    public var configuration: String
    /// The version of its program.
    public var version: String
    /// Whether it has handed its clients over to the others.
    public var hasLeft: Bool

    /// Makes a record.
    public init(
        name: String, life: UInt64, beat: UInt64 = 0, identifiers: [IPv4Address] = [], leaseTime: Int64 = 0,
        revision: UInt64 = 0, configuration: String = "", version: String = "", hasLeft: Bool = false
    ) {
        self.name = name
        self.life = life
        self.beat = beat
        self.identifiers = identifiers
        self.leaseTime = leaseTime
        self.revision = revision
        self.configuration = configuration
        self.version = version
        self.hasLeft = hasLeft
    }
}

/// Which configuration the servers of a cluster are to serve: the one that was taken over last.
///
/// It is a ``StoreRecord`` of kind ``StoreRecord/Kind/cluster`` with the key ``key``, its value JSON. A server that serves
/// another one gives nobody a new address, since its pools may be old.
public struct ServedConfiguration: Hashable, Sendable, Codable {
    /// How often another one was taken over.
    public var generation: UInt64
    /// A number for what is served: the same for the same leases' part of a configuration, on each server.
    public var digest: String
    /// Those before it, the latest first: a server that starts with one of them is behind.
    public var former: [String]

    /// Makes one.
    public init(generation: UInt64, digest: String, former: [String] = []) {
        self.generation = generation
        self.digest = digest
        self.former = former
    }

    /// The key of the record.
    public static let key = Array("configuration".utf8)

    /// So many former ones are remembered.
    public static let formerLimit = 16

    /// What is to be served when a server begins to serve `digest`; `nil` when that is not for it to say: it is served already,
    /// or was served before and nobody asked for it again.
    public static func after(_ current: ServedConfiguration?, digest: String, isOnPurpose: Bool) -> Self? {
        guard let current else { return ServedConfiguration(generation: 1, digest: digest) }
        if current.digest == digest { return nil }
        if !isOnPurpose, current.former.contains(digest) { return nil }
        let former = ([current.digest] + current.former.filter { $0 != digest && $0 != current.digest })
        return ServedConfiguration(
            generation: current.generation + 1, digest: digest, former: Array(former.prefix(formerLimit)))
    }
}

extension StoreRecord.Kind {
    /// What servers say of themselves: ``MemberRecord``.
    public static let member = StoreRecord.Kind(rawValue: "member")
    /// What is said of all servers together: ``ServedConfiguration``.
    public static let cluster = StoreRecord.Kind(rawValue: "cluster")
}
