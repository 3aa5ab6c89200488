public import DHCP
import DHCPConfiguration
public import DHCPLeases
import DHCPServer
import Synchronization

extension CompleteServer.Handle {
    /// What is recorded of an address, a client or a name; nothing where no history is kept.
    ///
    /// In a cluster all members are asked, which takes a second. It is read beside the commits, so clients do not wait. Throws what
    /// the store throws, and `DHCPServiceError` when the server has ended.
    public func history(_ query: HistoryQuery) async throws -> HistoryAnswer<[HistoryRecord]> {
        try await conduct.historyStore()?.historyOfAll(query) ?? HistoryAnswer([])
    }

    /// Who had an address at a time of day, in seconds since 1970: the last who got it until then, and until when; `nil` when
    /// nothing is recorded of that.
    ///
    /// Throws what the store throws, and `DHCPServiceError` when the server has ended.
    public func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryAnswer<HistoryPeriod?> {
        try await conduct.historyStore()?.holderByAll(of: address, at: time) ?? HistoryAnswer(nil)
    }

    /// Empties the records of the history that are about somebody, and returns how many there were.
    ///
    /// When and at which address something happened stays, and that so many were emptied is recorded. A commit waits while
    /// up to 500 are emptied. Throws what the store throws, and `DHCPServiceError` when the server has ended.
    @discardableResult
    public func forgetHistory(of subject: HistoryQuery.Subject) async throws -> HistoryAnswer<Int> {
        try await conduct.historyStore()?.forgetEverywhere(subject) ?? HistoryAnswer(0)
    }

    /// Whether a history is kept.
    public var keepsHistory: Bool {
        conduct.configuration.history.isKept && conduct.state.withLock { $0.history != nil }
    }
}

extension ServerConduct {
    /// What keeps a history, once the server runs; `nil` where the leases are in no file.
    func historyStore() async throws -> (any HistoryStore)? {
        _ = try await service.value()
        return state.withLock { $0.history }
    }
}
