#if SQLite
    import ArgumentParser

    /// `dhcp leases` looks at leases, and changes them: those of a running server by its socket, of a file, or in etcd.
    struct Leases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look at the leases, release, import and export them.",
            discussion: """
                The file is --store PATH, else that of --config FILE, else leases.sqlite here. A relative path in a \
                configuration counts from $STATE_DIRECTORY where systemd sets it, else from /var/lib/dhcp-server when the \
                configuration lies in /etc, else from the configuration. Each command says which file it took. A configuration \
                that keeps leases in etcd means those: list, show, export, import and release work beside its servers.

                Examples:
                  dhcp leases list --config /etc/dhcp/campus.yaml --state bound
                  dhcp leases import --store leases.sqlite /var/lib/kea/kea-leases4.csv
                """,
            subcommands: [
                LeasesList.self, LeasesShow.self, LeasesRelease.self, LeasesImport.self, LeasesExport.self,
                LeasesRecover.self,
            ])
    }
#endif
