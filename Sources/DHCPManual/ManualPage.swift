/// The manual page of one command.
struct ManualPage {
    let command: CommandInfo
    /// The first of the family, whose help says what the exit codes mean.
    let tool: CommandInfo
    let version: String
    /// The day of the sources, such as 2026-11-27, so that pages made twice are the same.
    let date: String

    private static let section = "8"

    /// Such as `dhcp-leases-list.8`.
    var fileName: String { "\(Self.title(command)).\(Self.section)" }

    private static func title(_ command: CommandInfo) -> String { command.words.joined(separator: "-") }

    var text: String {
        let discussion = Discussion(command.discussion ?? "")
        var page = Roff()
        page.title(Self.title(command).uppercased(), Self.section, date, "swift-dhcp \(version)", "DHCP server")
        page.macro("SH", "NAME")
        page.words([.plain("\(Self.title(command)) - "), .plain(Self.withoutDot(command.abstract ?? ""))])
        synopsis(&page)
        description(&page, discussion)
        commands(&page)
        arguments(&page)
        examples(&page, discussion)
        exitStatus(&page)
        seeAlso(&page)
        return page.text
    }

    private func synopsis(_ page: inout Roff) {
        page.macro("SH", "SYNOPSIS")
        var words: [Roff.Word] = [.bold(command.words.joined(separator: " "))]
        if command.documentedSubcommands.isEmpty {
            for argument in shown where !Self.isOfEveryCommand(argument) {
                words.append(.plain(argument.isOptional ? " [" : " "))
                words += Self.call(argument)
                words.append(.plain((argument.isRepeating ? " ..." : "") + (argument.isOptional ? "]" : "")))
            }
        } else {
            words += [.plain(" "), .value("command"), .plain(" [options]")]
        }
        page.words(words)
    }

    private func description(_ page: inout Roff, _ discussion: Discussion) {
        page.macro("SH", "DESCRIPTION")
        page.paragraph(command.abstract ?? "")
        for paragraph in discussion.paragraphs where !paragraph.hasPrefix(Self.exitCodes) {
            page.macro("PP")
            page.paragraph(paragraph)
        }
    }

    private func commands(_ page: inout Roff) {
        guard !command.documentedSubcommands.isEmpty else { return }
        page.macro("SH", "COMMANDS")
        for subcommand in command.documentedSubcommands {
            page.macro("TP")
            page.words([.bold(Self.title(subcommand)), .plain("(\(Self.section))")])
            page.paragraph(subcommand.abstract ?? "")
        }
    }

    private func arguments(_ page: inout Roff) {
        page.macro("SH", "OPTIONS")
        for argument in shown {
            page.macro("TP")
            page.words(Self.call(argument, withAllNames: true))
            page.paragraph(argument.abstract ?? "")
            if let discussion = argument.discussion { page.paragraph(discussion) }
            if let values = argument.allValues, !values.isEmpty {
                page.paragraph("One of: \(values.joined(separator: ", ")).")
            }
            if let value = argument.defaultValue { page.paragraph("Without it: \(value).") }
        }
    }

    private func examples(_ page: inout Roff, _ discussion: Discussion) {
        guard !discussion.examples.isEmpty else { return }
        page.macro("SH", "EXAMPLES")
        page.macro("nf")
        for example in discussion.examples { page.paragraph(example) }
        page.macro("fi")
    }

    private func exitStatus(_ page: inout Roff) {
        let paragraphs = Discussion(tool.discussion ?? "").paragraphs
        guard let codes = paragraphs.first(where: { $0.hasPrefix(Self.exitCodes) }) else { return }
        page.macro("SH", "EXIT STATUS")
        page.paragraph(String(codes.dropFirst(Self.exitCodes.count)))
    }

    private func seeAlso(_ page: inout Roff) {
        let others = tool.family.map(Self.title).filter { $0 != Self.title(command) }
        page.macro("SH", "SEE ALSO")
        for (index, other) in others.enumerated() {
            page.words([.bold(other), .plain("(\(Self.section))\(index + 1 < others.count ? "," : "")")])
        }
    }

    private static let exitCodes = "Exit codes: "

    private var shown: [CommandInfo.Argument] { (command.arguments ?? []).filter(\.shouldDisplay) }

    private static func isOfEveryCommand(_ argument: CommandInfo.Argument) -> Bool {
        argument.names?.contains { $0.name == "help" || $0.name == "version" } ?? false
    }

    /// As it is written, such as `--config <file>`.
    private static func call(_ argument: CommandInfo.Argument, withAllNames: Bool = false) -> [Roff.Word] {
        let value: [Roff.Word] = [.value("<\(argument.valueName ?? "value")>")]
        guard let names = argument.names, !names.isEmpty else { return value }
        let written = names.map { ($0.kind == "short" ? "-" : "--") + $0.name }
        let name: Roff.Word = .bold((withAllNames ? written : [written[0]]).joined(separator: ", "))
        return argument.kind == "option" ? [name, .plain(" ")] + value : [name]
    }

    private static func withoutDot(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
