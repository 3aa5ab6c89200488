#if SQLite
    import ArgumentParser

    /// `dhcp history` tells who had an address when.
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who had an address when.",
            discussion: """
                Reads what a server recorded with its leases, also beside that server: see history: in the configuration.
                """,
            subcommands: [HistoryShow.self, HistoryVerify.self, HistoryForget.self], defaultSubcommand: HistoryShow.self
        )
    }
#endif
