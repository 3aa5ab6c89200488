/// ISC dhcrelay between clients' links and the server.
enum Dhcrelay {
    static func start(in laboratory: Laboratory) async throws {
        try await start(in: laboratory, at: laboratory.relay, links: ["down0"], servers: [Layout.serverAddress])
    }

    /// Starts it between `links` and the servers behind `up0`.
    ///
    /// - Parameter options: more options, as `-a` to tell the server the link's name as circuit identifier.
    static func start(
        in laboratory: Laboratory, at relay: NetworkNamespace, links: [String], servers: [String],
        options: [String] = []
    ) async throws {
        let process = try laboratory.start(
            "dhcrelay", in: relay,
            ["dhcrelay", "-4", "-d"] + options + links.flatMap { ["-id", $0] } + ["-iu", "up0"] + servers)
        _ = try await process.waitForLine(/Sending on\s+Socket\/fallback/)
    }
}
