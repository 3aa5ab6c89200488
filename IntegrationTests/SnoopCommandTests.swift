import Foundation
import Testing

extension Integration {
    /// The command that watches DHCP pass, and reads what others captured.
    @Suite struct SnoopCommandTests {
        @Test("dhcp snoop --interface sees an exchange, records it for tshark, and ends on SIGINT with a count")
        func live() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let host = try laboratory.server
                let recording = try laboratory.newDirectory("snoop").appending(path: "seen.pcap")
                let snoop = try Server.launch(
                    in: laboratory, at: host.namespace,
                    ["snoop", "--interface", host.interface, "--write", recording.path])
                _ = try await snoop.waitForLine(/watching eth0/)
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: Udhcpc.patient)
                let address = try await client.acquire()
                _ = try await snoop.waitForLine(/out ACK/)

                snoop.signal(SIGINT)

                #expect(try await snoop.waitForExit() == 0)
                let text = snoop.output.text
                let titles = text.matches(of: #/(?m)^20\S+ eth0 (in|out) ([A-Z]+)/#)
                    .map { "\($0.output.1) \($0.output.2)" }
                #expect(titles == ["in DISCOVER", "out OFFER", "in REQUEST", "out ACK"], "\(snoop.transcript)")
                #expect(text.contains("yiaddr \(address)"))
                #expect(text.contains("option 54 (server-identifier): \(Layout.serverAddress)"))
                #expect(snoop.errors.text.contains("4 DHCP messages seen, 4 shown"))
                let types = try await Command.run(
                    "tshark", "-n", "-r", recording.path, "-T", "fields", "-e", "dhcp.option.dhcp")
                #expect(types.split(separator: "\n") == ["1", "2", "3", "5"])
            }
        }

        @Test("dhcp snoop --read shows what tcpdump -w made of an exchange of dhclient, in all formats")
        func readsTcpdump() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let address = try await Dhclient(on: laboratory.client, in: laboratory).acquire()
                _ = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                // From here on the file stays as it is, even if dhclient asked twice.
                await capture.end()
                let packets = try await capture.packets()

                let text = try await read(capture.path, [], in: laboratory)
                #expect(text.matches(of: /(?m)^20/).count == packets.count)
                #expect(text.contains("yiaddr \(address)"))
                #expect(!text.contains("!"), "\(text)")

                let lines = try await read(capture.path, ["--format", "json"], in: laboratory).split(separator: "\n")
                let payloads = try lines.map { line in
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    return try #require(object?["payload"] as? String)
                }
                let seen = try await Command.run(
                    "tshark", "-n", "-r", capture.path, "-T", "fields", "-e", "udp.payload")
                #expect(payloads == seen.split(separator: "\n").map(String.init))

                let swift = try await read(capture.path, ["--format", "swift"], in: laboratory)
                #expect(swift.matches(of: /(?m)^try DHCPMessage\(decoding: \[$/).count == packets.count)
                #expect(swift.matches(of: /0x([0-9a-f]{2}),/).map { String($0.output.1) }.joined() == payloads.joined())

                let ladder = try await read(capture.path, ["--exchanges", "--type", "ack"], in: laboratory)
                #expect(ladder.contains("<- ACK"), "\(ladder)")
            }
        }

        @Test("dhcp snoop --read ends with 1 when nothing fits, and when the file is damaged")
        func findsNothing() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let text = try TextFile.holding(
                    "no capture\n", at: laboratory.newDirectory("snoop").appending(path: "text.pcap"))
                let snoop = try Server.launch(
                    in: laboratory, at: laboratory.client.namespace, ["snoop", "--read", text.path])
                #expect(try await snoop.waitForExit() == 1)
                #expect(snoop.errors.text.contains("octet 0: this is neither pcap nor pcapng"), "\(snoop.transcript)")
            }
        }

        @Test("dhcp snoop says what is missing: the interface, or the privilege and its cure")
        func cannotRun() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client
                let nowhere = try Server.launch(
                    in: laboratory, at: client.namespace, ["snoop", "--interface", "eth7"])
                #expect(try await nowhere.waitForExit() == ServerWords.cannotRun)
                #expect(nowhere.errors.text.contains("there is no interface eth7"))
                let unprivileged = try Server.launch(
                    in: laboratory, at: client.namespace, ["snoop", "--interface", client.interface],
                    wrapper: Privilege.without("net_raw"))
                #expect(try await unprivileged.waitForExit() == ServerWords.cannotRun)
                #expect(unprivileged.errors.text.contains("setcap cap_net_raw+ep"), "\(unprivileged.transcript)")
            }
        }

        private func read(_ path: String, _ more: [String], in laboratory: Laboratory) async throws -> String {
            let snoop = try Server.launch(
                in: laboratory, at: laboratory.client.namespace, ["snoop", "--read", path] + more)
            #expect(try await snoop.waitForExit() == 0, "\(snoop.transcript)")
            return snoop.output.text
        }
    }
}
