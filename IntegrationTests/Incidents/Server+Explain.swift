import Testing

extension Server {
    /// What `dhcp explain` says in its last two lines, beside this server.
    func explain(
        _ client: Host, in laboratory: Laboratory, _ arguments: [String] = []
    ) async throws -> (diagnosis: String, cure: String) {
        try await Self.explain(client, configuration: configuration, in: laboratory, arguments)
    }

    /// The same of a configuration, whether a server runs or not.
    static func explain(
        _ client: Host, configuration: String, in laboratory: Laboratory, _ arguments: [String] = []
    ) async throws -> (diagnosis: String, cure: String) {
        let process = try launch(
            in: laboratory, at: laboratory.server.namespace,
            ["explain", client.hardwareAddress, "--config", configuration] + arguments)
        let status = try await process.waitForExit()
        #expect(status == 0 || status == 1, "\(process.transcript)")
        let lines = process.output.lines
        try #require(lines.count >= 2, "\(process.transcript)")
        let (diagnosis, cure) = (lines[lines.count - 2], lines[lines.count - 1])
        #expect(diagnosis.hasPrefix("diagnosis: ") && cure.hasPrefix("cure: "))
        return (diagnosis, cure)
    }
}
