import Testing

extension Integration {
    /// What tshark, which knows DHCP better than any client, thinks of the server's packets.
    @Suite struct SoundnessTests {
        @Test("tshark finds nothing wrong in what the server sends", arguments: ClientKind.allCases)
        func sound(_ kind: ClientKind) async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.short)
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try kind.client(on: laboratory.client, in: laboratory)

                let address = try await client.acquire()
                _ = try await client.renew()

                let packets = try await capture.packets(
                    until: { $0.type == .ack && $0.clientAddress == address }, "an ACK to the renewal")
                let sent = packets.filter { $0.ethernetSource == (try? laboratory.server.hardwareAddress) }
                // OFFER and ACK by raw frames, the renewal's ACK by the kernel.
                #expect(sent.count >= 3)
                #expect(sent.allSatisfy { $0.faults.isEmpty }, "\(Capture.summary(sent))")
                #expect(sent.allSatisfy { $0.serverIdentifier == Layout.serverAddress }, "\(Capture.summary(sent))")
            }
        }
    }
}
