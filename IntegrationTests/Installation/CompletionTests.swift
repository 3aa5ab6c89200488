import Foundation
import Testing

/// What shells make of a line after TAB, typed into them as they run in a terminal.
@Suite struct CompletionTests {
    enum Shell: String, CaseIterable {
        case bash, fish, zsh

        /// Why it can not be asked; `nil` when it can.
        static func obstacle(_ shell: Shell) -> String? {
            let missing = [shell.rawValue, "script"].first {
                !FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
            }
            return missing.map { "no `\($0)`: run `apt-get install \($0 == "script" ? "bsdutils" : $0)`" }
        }

        /// What it reads at its start: the completions, and a key (control X) that writes the line into `$HOME/line`.
        func start(_ script: String) -> (name: String, text: String) {
            switch self {
            case .bash:
                (
                    ".bashrc",
                    """
                    source '\(script)'
                    save() { printf '%s' "$READLINE_LINE" >"$HOME/line"; exit; }
                    bind -x '"\\C-x": save'
                    """
                )
            case .fish:
                (
                    "start.fish",
                    """
                    source '\(script)'
                    function save; printf %s (commandline | string collect) >$HOME/line; exit; end
                    bind \\cx save
                    """
                )
            case .zsh:
                (
                    ".zshrc",
                    """
                    autoload -U compinit; compinit -u
                    source '\(script)'; compdef _dhcp dhcp
                    save() { print -rn -- "$BUFFER" >"$HOME/line"; exit }
                    zle -N save; bindkey '^X' save
                    """
                )
            }
        }

        var command: String { self == .fish ? #"fish -C "source $HOME/start.fish""# : "\(rawValue) -i" }
    }

    /// What `shell` makes of `line` after TAB, in `directory`, with `dhcp` on its path.
    private func completed(_ line: String, by shell: Shell, in directory: URL) async throws -> String {
        let folder = Environment.binary(named: "dhcp").deletingLastPathComponent().path
        let path = "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        _ = try TextFile.holding(line + "\t\u{18}", at: directory.appending(path: "keys"))
        let place = directory.appending(path: "line")
        try? FileManager.default.removeItem(at: place)
        let outcome = try await Command.outcome(of: [
            "env", "-C", directory.path, "PATH=\(path)", "HOME=\(directory.path)", "TERM=xterm", "sh", "-c",
            "cat keys | script -qec '\(shell.command)' /dev/null",
        ])
        return (try? String(contentsOf: place, encoding: .utf8)) ?? outcome.output + outcome.errors
    }

    /// A folder with a configuration, a lease file and something else, in which `shell` starts with its completions.
    private func folder(for shell: Shell) async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let place = directory.url
        let program = Environment.binary(named: "dhcp").path
        let script = try TextFile.holding(
            try await Command.run(program, "--generate-completion-script", shell.rawValue),
            at: place.appending(path: "completion"))
        let start = shell.start(script.path)
        _ = try TextFile.holding(start.text, at: place.appending(path: start.name))
        _ = try TextFile.holding("subnets: []", at: place.appending(path: "campus.yaml"))
        _ = try TextFile.holding("", at: place.appending(path: "candles.txt"))
        #if SQLite
            let old = try TextFile.holding(
                """
                1767229200 00:11:22:33:44:55 10.0.0.1 printer 01:00:11:22:33:44:55
                1767229200 00:11:22:33:44:66 10.0.7.9 * *
                1767229200 00:11:22:33:44:77 10.0.70.9 * *

                """, at: place.appending(path: "dnsmasq.leases"))
            try await Command.run(
                "env", "-C", place.path, program, "leases", "import", "--store", "l.sqlite", old.path)
        #endif
        return directory
    }

    /// Each line as it is typed, and what has to be added to it.
    private static let lines: [(typed: String, added: String)] = [
        ("dhcp che", "ck "), ("dhcp snoop --interface lo", " "), ("dhcp serve -i lo", " "),
        ("dhcp check ca", "mpus.yaml "), ("dhcp serve --config ca", "mpus.yaml "),
    ]

    #if SQLite
        private static let leaseLines: [(typed: String, added: String)] = [
            ("dhcp leases show --store l", ".sqlite "), ("dhcp leases show --store l.sqlite 10.0.0", ".1 "),
            ("dhcp leases release --store l.sqlite 10.0.70", ".9 "),
            ("dhcp leases list --store l.sqlite --address 10.0.0", ".1 "),
        ]
    #else
        private static let leaseLines: [(typed: String, added: String)] = []
    #endif

    private func check(_ shell: Shell) async throws {
        let directory = try await folder(for: shell)
        defer { directory.remove() }
        for line in Self.lines + Self.leaseLines {
            #expect(
                try await completed(line.typed, by: shell, in: directory.url) == line.typed + line.added, "\(shell)")
        }
    }

    @Test(
        "bash completes commands, interfaces, configurations, lease files and leased addresses",
        .enabled(if: Shell.obstacle(.bash) == nil, Comment(rawValue: Shell.obstacle(.bash) ?? "")))
    func bash() async throws { try await check(.bash) }

    @Test(
        "fish completes them too",
        .enabled(if: Shell.obstacle(.fish) == nil, Comment(rawValue: Shell.obstacle(.fish) ?? "")))
    func fish() async throws { try await check(.fish) }

    @Test(
        "zsh completes them too",
        .enabled(if: Shell.obstacle(.zsh) == nil, Comment(rawValue: Shell.obstacle(.zsh) ?? "")))
    func zsh() async throws { try await check(.zsh) }
}
