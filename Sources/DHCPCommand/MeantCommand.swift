import ArgumentParser
import DHCP
import DHCPConfiguration

/// What was probably meant by arguments that the parser refuses.
enum MeantCommand {
    /// What people and other programs call the commands.
    private static let synonyms: [String: String] = [
        "start": "serve", "run": "serve", "server": "serve", "daemon": "serve",
        "validate": "check", "test": "check", "lint": "check", "verify": "check", "configtest": "check",
        "print": "check",
        "sniff": "snoop", "capture": "snoop", "tcpdump": "snoop", "dump": "snoop", "watch": "snoop",
        "diagnose": "doctor", "health": "doctor", "troubleshoot": "doctor", "examine": "doctor",
        "probe": "discover", "scan": "discover", "find": "discover",
        "benchmark": "bench", "perfdhcp": "bench", "load": "bench", "lease": "leases",
        "ls": "list", "get": "show", "delete": "release", "remove": "release", "rm": "release", "dump-leases": "export",
        "migrate": "import", "repair": "recover", "restore": "recover",
    ]

    /// One line about arguments, those behind the program's name; `nil` when nothing can be guessed.
    static func hint(for arguments: [String]) -> String? {
        var command: any ParsableCommand.Type = DHCPTool.self
        var path = "dhcp"
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            if argument.hasPrefix("-") || subcommands.isEmpty { break }
            if let next = subcommands.first(where: { $0._commandName == argument }) {
                (command, path) = (next, "\(path) \(argument)")
                continue
            }
            if argument == "help" { return nil }
            let names = subcommands.map { $0._commandName }
            let meant =
                synonyms[argument].flatMap { names.contains($0) ? $0 : nil }
                ?? NearestWord.nearest(to: argument, among: names)
            let cure = meant.map { "did you mean \(path) \($0)?" } ?? "there are \(names.joined(separator: ", "))"
            return "there is no command \(path) \(argument.printable); \(cure)"
        }
        guard command == Serve.self, let file = arguments.last, !file.hasPrefix("-"), !isValue(arguments) else {
            return nil
        }
        return "dhcp serve takes its file by name: dhcp serve --config \(file.printable)"
    }

    /// Whether the last argument stands behind an option.
    private static func isValue(_ arguments: [String]) -> Bool {
        arguments.dropLast().last.map { $0.hasPrefix("-") && !$0.contains("=") } ?? false
    }
}
