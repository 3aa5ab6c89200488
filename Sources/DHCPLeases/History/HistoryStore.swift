public import DHCP

/// A store that keeps a history of its leases.
public protocol HistoryStore: Sendable {
    /// The records that are asked for, of those that this server made.
    ///
    /// Throws when they can not be read.
    func history(_ query: HistoryQuery) async throws -> [HistoryRecord]

    /// Who had an address at a time of day, in seconds since 1970: the last who got it until then, and until when; `nil` when
    /// nothing is recorded of that here.
    ///
    /// Throws when it can not be read.
    func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryPeriod?

    /// Empties the records here that are about somebody, and returns how many there were.
    ///
    /// Throws when that can not be stored.
    func forget(_ subject: HistoryQuery.Subject) async throws -> Int

    /// The records that are asked for, of those that all servers of the cluster made, in the order of their times.
    ///
    /// Throws when those of this server can not be read.
    func historyOfAll(_ query: HistoryQuery) async throws -> HistoryAnswer<[HistoryRecord]>

    /// Who had an address at a time of day, by the records of all servers of the cluster.
    ///
    /// Throws when those of this server can not be read.
    func holderByAll(of address: IPv4Address, at time: Int64) async throws -> HistoryAnswer<HistoryPeriod?>

    /// Empties the records that are about somebody at all servers of the cluster, and returns how many there were.
    ///
    /// Throws when that can not be stored here.
    func forgetEverywhere(_ subject: HistoryQuery.Subject) async throws -> HistoryAnswer<Int>
}

extension HistoryStore {
    /// The records here: there are no other servers.
    public func historyOfAll(_ query: HistoryQuery) async throws -> HistoryAnswer<[HistoryRecord]> {
        HistoryAnswer(try await history(query))
    }

    /// By the records here: there are no other servers.
    public func holderByAll(of address: IPv4Address, at time: Int64) async throws -> HistoryAnswer<HistoryPeriod?> {
        HistoryAnswer(try await holder(of: address, at: time))
    }

    /// Empties the records here: there are no other servers.
    public func forgetEverywhere(_ subject: HistoryQuery.Subject) async throws -> HistoryAnswer<Int> {
        HistoryAnswer(try await forget(subject))
    }
}

/// What a history says, and who of those that keep it said nothing.
public struct HistoryAnswer<Value: Sendable>: Sendable {
    /// What is known.
    public var value: Value
    /// The members of a cluster whose records are missing in it, as they did not answer; in order.
    public var silentMembers: [String]

    /// Makes an answer: by default a complete one.
    public init(_ value: Value, silentMembers: [String] = []) {
        self.value = value
        self.silentMembers = silentMembers
    }
}
