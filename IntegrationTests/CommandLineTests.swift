import Foundation
import Testing

extension Integration {
    /// What is said to arguments that are none.
    @Suite struct CommandLineTests {
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
    }
}
