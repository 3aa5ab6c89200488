import Foundation
import Testing

extension Integration {
    /// What is said to arguments that are none.
    @Suite(.serialized) struct CommandLineTests {
        private static func run(_ arguments: [String]) async throws -> Command.Outcome {
            try await Command.outcome(of: [Environment.binary(named: "dhcp").path] + arguments)
        }

        @Test(
            "a command that is misspelt, or called as elsewhere, is told its name",
            arguments: [
                (["chek", "x.yaml"], "there is no command dhcp chek; did you mean dhcp check?"),
                (["snop"], "there is no command dhcp snop; did you mean dhcp snoop?"),
                (["validate", "x.yaml"], "there is no command dhcp validate; did you mean dhcp check?"),
                (["start"], "there is no command dhcp start; did you mean dhcp serve?"),
                (["leases", "lst"], "there is no command dhcp leases lst; did you mean dhcp leases list?"),
                (
                    ["leases", "delete", "10.0.0.9"],
                    "there is no command dhcp leases delete; did you mean dhcp leases release?"
                ),
                (["serve", "x.yaml"], "dhcp serve takes its file by name: dhcp serve --config x.yaml"),
            ])
        func misspelt(arguments: [String], said: String) async throws {
            let outcome = try await Self.run(arguments)
            #expect(outcome.status == 2)
            #expect(outcome.errors == "Error: \(said)\n")
        }

        @Test("a configuration is named by -c, and a file that is not there is said to be so")
        func shortNames() async throws {
            let outcome = try await Self.run(["serve", "-c", "/nowhere/x.yaml"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("/nowhere/x.yaml"))
        }

        /// Starts a server with a thousand reservations that listens to this machine alone, ends it, and gives its log.
        private func log(of arguments: [String]) async throws -> String {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let file = directory.url.appending(path: "dhcp.yaml")
            let reservations = (0..<1000).map { number in
                "  - { hw-address: 02:00:00:00:0\(number / 250):\(String(number % 250 + 256, radix: 16).dropFirst()), address: "
                    + "10.0.\(number / 250).\(number % 250 + 1) }"
            }
            try """
            server: { listen: 127.0.0.1:16767, identifier: 127.0.0.1 }
            store: { memory: true }
            subnets:
            - subnet: 10.0.0.0/16
              relays: [127.0.0.1]
              reservations:
            \(reservations.joined(separator: "\n"))
            """
            .write(to: file, atomically: true, encoding: .utf8)
            let command = [Environment.binary(named: "dhcp").path, "serve", "--config", file.path] + arguments
            let process = try RunningProcess(command, name: "server", directory: directory.url)
            _ = try await IntegrationTests.wait(for: "the server", evidence: { process.transcript }) {
                process.errors.text.contains("DHCP server ready") ? true : nil
            }
            process.signal(SIGTERM)
            _ = try await process.waitForExit()
            return process.errors.text
        }

        @Test("a line is time, level, message and facts; at level debug no innards stand in it")
        func lines() async throws {
            let text = try await log(of: ["--log-level", "debug"])
            #expect(text.utf8.count < 20_000)
            for line in text.split(separator: "\n") {
                #expect(
                    line.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (debug|info|notice|warning) [A-Za-z]/),
                    "\(line)")
            }
        }

        @Test("with --log-format json each line is an object with time, level and message")
        func json() async throws {
            for line in try await log(of: ["--log-format", "json"]).split(separator: "\n") {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["time"] is String && object?["level"] is String && object?["message"] is String)
            }
        }
    }
}
