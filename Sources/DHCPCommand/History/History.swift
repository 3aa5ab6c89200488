#if SQLite
    import ArgumentParser

    /// `dhcp history` tells who had an address when.
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who had an address when.",
            discussion: """
                Reads what a server recorded with its leases, also beside that server: see history: in the configuration. Where \
                servers share the leases all of them are asked.

                Examples:
                  dhcp history --config dhcp.yaml 10.0.3.7 --at 2026-11-24T14:00
                  dhcp history changes --config dhcp.yaml --from 2026-11-01
                  dhcp history verify --config dhcp.yaml
                """,
            subcommands: [HistoryShow.self, HistoryChanges.self, HistoryVerify.self, HistoryForget.self],
            defaultSubcommand: HistoryShow.self
        )
    }
#endif
