import Testing

extension Integration {
    /// A firewall between the server and its clients.
    @Suite struct RefusedSendTests {
        @Test("a send that the kernel refuses is logged once and stops nothing")
        func refusedSend() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                // Broadcasts go through the UDP socket; frames of a raw socket would pass by the firewall.
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: ["-B"])
                let firewall = try await Firewall.refusingAnswers(in: laboratory.server.namespace)

                try client.start()
                _ = try await wait(for: "three refused answers", evidence: { laboratory.transcript }) {
                    try await firewall.refused() >= 3 ? true : nil
                }
                #expect(server.lines(about: ServerWords.refusedSend).count == 1)
                try await firewall.open()

                #expect(ServerConfiguration.poolContains(try await client.acquired()))
            }
        }
    }
}

/// A rule that makes the kernel refuse to send what comes from a DHCP server's port: `sendmsg` gives EPERM.
struct Firewall {
    private static let table = "refusal"
    private let namespace: NetworkNamespace

    static func refusingAnswers(in namespace: NetworkNamespace) async throws -> Firewall {
        try await namespace.run("nft", "add table inet \(table)")
        try await namespace.run(
            "nft", "add chain inet \(table) output { type filter hook output priority 0; policy accept; }")
        try await namespace.run("nft", "add rule inet \(table) output udp sport 67 counter drop")
        return Firewall(namespace: namespace)
    }

    /// How many packets were refused so far.
    func refused() async throws -> Int {
        let text = try await namespace.run("nft", "list table inet \(Self.table)")
        return text.firstMatch(of: /counter packets (\d+)/).flatMap { Int($0.output.1) } ?? 0
    }

    func open() async throws {
        try await namespace.run("nft", "delete table inet \(Self.table)")
    }
}
