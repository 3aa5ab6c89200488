public import DHCPExplain

extension CompleteServer.Handle {
    /// What is known of a client, and what became of its last messages and why; also what the server never saw.
    ///
    /// A client that is named otherwise than by its address is looked for among all leases, page by page. How far back it goes
    /// is a matter of `ExplainSettings`. Throws `DHCPServiceError` when the server has ended.
    public func story(of client: ClientName) async throws -> ClientReport { try await conduct.story(of: client) }

    /// What would become of a message of a client, and why; nothing has happened afterwards.
    ///
    /// Throws ``CompleteServerError`` when it is not known who would ask, or from where, and `DHCPServiceError` when the
    /// server has ended.
    public func explain(_ client: ClientName, _ wish: ClientWish = ClientWish()) async throws -> ClientReport {
        try await conduct.explain(client, wish)
    }

    /// What ``reload(_:)`` would do to each client that has a lease, without doing it: who loses an address and gets which
    /// instead, who is told something else, and when each notices.
    ///
    /// A policy of the program is not asked. Throws what ``check(_:)`` throws, and `DHCPServiceError.overloaded` when too many
    /// plans are waited for.
    public func plan(_ configuration: CompleteServer.Configuration? = nil) async throws -> ReloadPlan {
        try await conduct.plan(configuration)
    }

    /// Reads the configuration again as ``reload(_:)`` does, unless it is another one than that of a plan, whose `digest` this
    /// is.
    ///
    /// Throws ``CompleteServerError`` when the file has changed since.
    @discardableResult
    public func reload(asPlanned digest: String) async throws -> ReloadReport {
        try await conduct.reload(digest: digest)
    }
}
