#if SQLite
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// What others wrote never reaches a terminal with more in it than letters, whatever command prints it.
        @Suite struct HostileTextTests {
            /// OSC 52 (writes the clipboard), a C1 control, a change of direction, and the end of a line.
            static let name = "\u{1B}]52;c;eA==\u{7}\u{9B}31m\u{202E}\u{2028}\u{7F}x"

            private func outcome(_ arguments: [String]) async throws -> Command.Outcome {
                try await Command.outcome(of: [Environment.binary(named: "dhcp").path] + arguments)
            }

            private func expectClean(_ arguments: [String], mentioning word: String? = nil) async throws {
                let outcome = try await outcome(arguments)
                for text in [outcome.output, outcome.errors] {
                    let hidden = text.unicodeScalars.filter { scalar in
                        scalar != "\n"
                            && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                                || ["\u{202E}", "\u{2028}"].contains(scalar))
                    }
                    #expect(hidden.isEmpty, "\(arguments): \(text.debugDescription)")
                }
                if let word { #expect((outcome.output + outcome.errors).contains(word), "\(arguments): \(outcome)") }
            }

            @Test("leases with hostile names are listed, shown, exported and imported safely, octet for octet")
            func leases() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    "0 00:11:22:33:44:55 10.0.0.1 \(Self.name) *\n0 \(Self.name) 10.0.0.2 * *\n",
                    at: directory.url.appending(path: "dnsmasq.leases"))
                let store = ["--store", directory.url.appending(path: "a.sqlite").path]
                try await expectClean(["leases", "import"] + store + [source.path], mentioning: "u{1b}")
                for arguments in [
                    ["list"], ["list", "--json"], ["list", "--host", Self.name], ["show", "10.0.0.1"],
                    ["show", "10.0.0.1", "--json"], ["export"], ["export", "--format", "json"],
                ] {
                    try await expectClean(["leases"] + arguments + store, mentioning: "]52")
                }
                for format in ["csv", "json"] {
                    let exported = try await outcome(["leases", "export", "--format", format] + store)
                    let copy = try TextFile.holding(exported.output, at: directory.url.appending(path: format))
                    let other = ["--store", directory.url.appending(path: "\(format).sqlite").path]
                    #expect(try await outcome(["leases", "import"] + other + [copy.path]).status == 0)
                    let again = try await outcome(["leases", "export", "--format", format] + other)
                    #expect(again.output == exported.output)
                    let octets = Self.name.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
                        .joined()
                    #expect(again.output.contains(octets))
                }
            }

            @Test("configurations, file names and arguments with hostile text are complained of safely")
            func complaints() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let hostile = Self.name.replacing("\u{2028}", with: "")
                let escaped = "\\e]52;c;eA==\\a\\u009b31m\\u202e\\L\\u007fx"
                let configuration = try TextFile.holding(
                    """
                    "\(escaped)": 1
                    server: { listen: "127.0.0.1:0", interfaces: ["\(escaped)"] }
                    subnets: [{ subnet: "\(escaped)", pools: ["\(escaped)"] }]
                    """, at: directory.url.appending(path: "\(hostile).yaml"))
                let good = try TextFile.holding(
                    """
                    server: { listen: "127.0.0.1:0", identifier: 127.0.0.1 }
                    options: { boot-file-name: "\(escaped)" }
                    subnets: [{ subnet: 10.50.0.0/24, relays: [127.0.0.1] }]
                    """, at: directory.url.appending(path: "good.yaml"))
                let missing = directory.url.appending(path: "\(hostile).pcap").path
                for arguments in [
                    ["check", configuration.path], ["check", "--json", configuration.path],
                    ["check", "--print", good.path], ["check", "--print", "--json", good.path],
                    ["serve", "--config", configuration.path], ["serve", "--log-level", hostile],
                    ["serve", "--interface", hostile, "--config", good.path, "--store", missing + "/x"],
                    ["leases", "list", "--config", configuration.path], ["leases", "list", "--store", missing],
                    ["leases", "show", hostile, "--store", missing], ["leases", "import", missing],
                    ["leases", "recover", "--store", configuration.path], ["leases", "list", "--hardware", hostile],
                    ["snoop", "--read", missing], ["snoop", "--read", configuration.path], ["snoop", "--mac", hostile],
                    ["discover", "--interface", hostile], ["discover", "--server", hostile], [hostile],
                    ["bench", "--server", hostile],
                ] {
                    try await expectClean(arguments)
                }
            }
        }
    }
#endif
