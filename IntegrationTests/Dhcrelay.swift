/// ISC dhcrelay between a client's link and the server.
enum Dhcrelay {
    static func start(in laboratory: Laboratory) async throws {
        let process = try laboratory.start(
            "dhcrelay", in: laboratory.relay,
            ["dhcrelay", "-4", "-d", "-id", "down0", "-iu", "up0", Layout.serverAddress])
        _ = try await process.waitForLine(/Sending on\s+Socket\/fallback/)
    }
}
