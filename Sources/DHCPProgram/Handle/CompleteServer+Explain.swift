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
        try await conduct.explain(client, wish).report
    }
}
