#if Admin
    import ArgumentParser
    import DHCP
    import DHCPAdmin
    import DHCPLeaseFiles
    import Foundation

    /// `dhcp token` says who may come in over HTTP.
    struct TokenCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "token",
            abstract: "Say who may come in over HTTP.",
            discussion: """
                Tokens are for admin: { listen: … }; the socket takes none. The file keeps only hashes of them, and a running \
                server sees each change at once.

                Example:
                  dhcp token add alice --role operator --expires 90d --config /etc/dhcp/dhcp.yaml
                """,
            subcommands: [TokenAdd.self, TokenList.self, TokenRemove.self])

        static func name(_ text: String) throws -> String {
            guard AdminToken.isName(text) else {
                throw ValidationError("a name such as alice is needed: up to 64 letters, digits and . - _ @")
            }
            return text
        }
    }

    /// `dhcp token add` makes one.
    struct TokenAdd: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a token and print it, this once.",
            discussion: """
                Roles: reader looks, operator also frees and reserves addresses and reloads, admin may do all.

                Example:
                  dhcp token add alice --role operator --expires 90d --config /etc/dhcp/dhcp.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        @Argument(help: "Who gets it.", transform: TokenCommand.name)
        var name: String

        @Option(name: .long, help: "What it is good for: reader, operator or admin.")
        var role: String

        @Option(name: .long, help: ArgumentHelp("For how long it is good, such as 12h or 90d.", valueName: "duration"))
        var expires: String?

        func validate() throws {
            if AdminRole(rawValue: role) == nil {
                throw ValidationError("--role takes reader, operator or admin, not \(role)")
            }
            if let expires, DurationArgument.seconds(expires) == nil {
                throw ValidationError("--expires takes a duration such as 12h or 90d, not \(expires)")
            }
        }

        func run() async throws {
            guard let role = AdminRole(rawValue: role) else { return }
            let place = try server.tokenPlace()
            var tokens = try place.read()
            if tokens.contains(where: { $0.name == name }) {
                StandardError.write("dhcp: there is a token of \(name) already: remove it first")
                throw ExitCode(.negative)
            }
            let end = expires.flatMap(DurationArgument.seconds).map { Int(Date().timeIntervalSince1970) + $0 }
            let (token, secret) = AdminToken.make(name: name, role: role, expires: end)
            tokens.append(token)
            try place.write(tokens)
            StandardOutput.write(secret)
            StandardError.writeSummary("this is shown once; \(place.path) keeps its hash alone")
        }
    }

    /// `dhcp token list` names them.
    struct TokenList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print who has a token.",
            discussion: """
                Example:
                  dhcp token list --config /etc/dhcp/dhcp.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        private struct Line: Encodable {
            let name: String
            let role: AdminRole
            let expires: Int?
            let expired: Bool
        }

        func run() async throws {
            let place = try server.tokenPlace()
            let tokens = try place.read()
            let now = Int(Date().timeIntervalSince1970)
            for token in tokens {
                let hasExpired = token.hasExpired(at: now)
                if json {
                    let line = Line(name: token.name, role: token.role, expires: token.expires, expired: hasExpired)
                    StandardOutput.writeJSON(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
                } else {
                    let end =
                        token.expires.map { Date(timeIntervalSince1970: Double($0)).formatted(.iso8601) } ?? "never"
                    StandardOutput.write(
                        "\(token.name)  \(token.role.rawValue)  \(hasExpired ? "expired" : "expires") \(end)")
                }
            }
            if tokens.isEmpty {
                StandardError.write("dhcp: no tokens in \(place.path)")
                throw ExitCode(.negative)
            }
        }
    }

    /// `dhcp token remove` ends one.
    struct TokenRemove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "End a token, and what its owner is doing.",
            discussion: """
                Example:
                  dhcp token remove alice --config /etc/dhcp/dhcp.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        @Argument(help: "Whose.", transform: TokenCommand.name)
        var name: String

        func run() async throws {
            let place = try server.tokenPlace()
            let tokens = try place.read()
            let rest = tokens.filter { $0.name != name }
            if rest.count == tokens.count {
                StandardError.write("dhcp: there is no token of \(name) in \(place.path)")
                throw ExitCode(.negative)
            }
            try place.write(rest)
            StandardOutput.write("\(name) has no token any more")
        }
    }
#endif
