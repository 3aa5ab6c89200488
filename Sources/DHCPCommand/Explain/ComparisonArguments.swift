#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPExplain

    /// What the commands have in common that compare messages: what is left out, and how it is printed.
    struct ComparisonArguments: ParsableArguments {
        /// All kinds of differences.
        static let kinds = ReplyDifference.Kind.allCases.map(\.rawValue).joined(separator: ", ")

        @Option(
            name: .long,
            help: ArgumentHelp("Leave out differences of this kind; may be given several times.", valueName: "kind"),
            completion: .list(ReplyDifference.Kind.allCases.map(\.rawValue)), transform: Self.kind)
        var ignore: [ReplyDifference.Kind] = []

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        private static func kind(_ text: String) throws -> ReplyDifference.Kind {
            if let kind = ReplyDifference.Kind(rawValue: text) { return kind }
            throw ValidationError("--ignore takes \(kinds), not \(text)")
        }

        /// The address of a server.
        static func address(_ text: String) throws -> IPv4Address {
            if let address = IPv4Address(text) { return address }
            throw ValidationError("an address such as 10.0.0.1 is needed, not \(text)")
        }
    }
#endif
