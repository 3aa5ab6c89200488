/// A command as `--experimental-dump-help` describes it, as far as a manual page needs it.
struct CommandInfo: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let discussion: String?
        let defaultValue: String?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [CommandInfo]?
    let shouldDisplay: Bool

    /// The words that call it, such as `dhcp leases list`.
    var words: [String] { (superCommands ?? []) + [commandName] }

    /// Those a manual has a page of: `help` is explained by each.
    var documentedSubcommands: [CommandInfo] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// It and all below it.
    var family: [CommandInfo] { [self] + documentedSubcommands.flatMap(\.family) }
}

/// The whole of what is described.
struct ToolInfo: Decodable {
    let command: CommandInfo
}
