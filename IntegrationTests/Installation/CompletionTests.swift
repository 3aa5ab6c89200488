import Foundation
import Testing

/// What shells offer after TAB, asked of the shells.
@Suite struct CompletionTests {
    private enum Shell: String, CaseIterable {
        case bash, fish, zsh

        var isThere: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/\(rawValue)") }

        /// The commands that print what is offered at the end of `line`.
        ///
        /// fish and zsh answer in a terminal only, so here they read their scripts.
        func asking(_ line: [String], script: String) -> [String] {
            switch self {
            case .bash:
                let words = line.map { "'\($0)'" }.joined(separator: " ")
                return [
                    "bash", "-c",
                    """
                    source '\(script)'; COMP_WORDS=(dhcp \(words)); COMP_CWORD=\(line.count)
                    COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_KEY=9
                    $(complete -p dhcp | sed 's/.*-F \\([^ ]*\\).*/\\1/') dhcp "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                    printf '%s\\n' "${COMPREPLY[@]}"
                    """,
                ]
            case .fish: return ["fish", "--no-execute", script]
            case .zsh: return ["zsh", "-n", script]
            }
        }
    }

    /// What `shell` offers at the end of `line`, in `directory`, with `dhcp` on its path.
    private func offers(_ shell: Shell, _ line: String..., in directory: URL) async throws -> Set<Substring> {
        let program = Environment.binary(named: "dhcp").path
        let script = directory.appending(path: "completion.\(shell.rawValue)")
        _ = try TextFile.holding(
            try await Command.run(program, "--generate-completion-script", shell.rawValue), at: script)
        let folder = URL(filePath: program).deletingLastPathComponent().path
        let path = "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        let outcome = try await Command.outcome(
            of: ["env", "-C", directory.path, "PATH=\(path)", "HOME=\(directory.path)"]
                + shell.asking(line, script: script.path))
        #expect(outcome.errors.isEmpty, "\(shell): \(outcome.errors)")
        return Set(outcome.output.split(separator: "\n").map { $0.split(separator: "\t").first ?? "" })
    }

    @Test("commands, interfaces, configurations and leased addresses are offered")
    func offered() async throws {
        let shell = Shell.bash
        guard shell.isThere else { return }
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let place = directory.url
        #expect(try await offers(shell, "", in: place).isSuperset(of: ["serve", "check", "snoop"]))
        #expect(try await offers(shell, "serve", "--interface", "", in: place).contains("lo"))
        #expect(try await offers(shell, "snoop", "--interface", "l", in: place).contains("lo"))

        _ = try TextFile.holding("subnets: []", at: place.appending(path: "campus.yaml"))
        _ = try TextFile.holding("", at: place.appending(path: "notes.txt"))
        let files = try await offers(shell, "check", "", in: place)
        #expect(files.contains("campus.yaml") && !files.contains("notes.txt"), "\(files)")
        #expect(try await offers(shell, "serve", "--config", "c", in: place).contains("campus.yaml"))

        #if SQLite
            let old = try TextFile.holding(
                """
                1767229200 00:11:22:33:44:55 10.0.0.1 printer 01:00:11:22:33:44:55
                1767229200 00:11:22:33:44:66 10.0.7.9 * *
                1767229200 00:11:22:33:44:77 10.0.70.9 * *

                """, at: place.appending(path: "dnsmasq.leases"))
            try await Command.run(
                "env", "-C", place.path, Environment.binary(named: "dhcp").path, "leases", "import",
                "--store", "l.sqlite", old.path)
            let all = try await offers(shell, "leases", "show", "--store", "l.sqlite", "", in: place)
            #expect(all.isSuperset(of: ["10.0.0.1", "10.0.7.9", "10.0.70.9"]), "\(all)")
            let some = try await offers(shell, "leases", "release", "--store", "l.sqlite", "10.0.7", in: place)
            #expect(some == ["10.0.7.9", "10.0.70.9"])
        #endif
    }

    @Test("fish and zsh can read their completions")
    func read() async throws {
        for shell in [Shell.fish, .zsh] where shell.isThere {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            #expect(try await offers(shell, in: directory.url).isEmpty)
        }
    }
}
