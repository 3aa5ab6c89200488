import ArgumentParser
import DHCPConfiguration
import DHCPLeases
import DHCPProgram

/// `dhcp cluster` looks at the servers that share their leases.
struct Cluster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the servers that share their leases in etcd.",
        discussion: """
            The configuration of one of them says where that is. All is read from etcd, and no server is asked.

            Examples:
              dhcp cluster status --config /etc/dhcp/dhcp.yaml
              dhcp cluster leave kr2 --config /etc/dhcp/dhcp.yaml
            """,
        subcommands: [ClusterStatusCommand.self, ClusterLeave.self])
}

/// The configuration of a server that shares its leases.
struct ClusterArgument: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The configuration of one of the servers.", valueName: "file"), completion: .configuration)
    var config: String

    /// Opens the store that the configuration names, and says where it is.
    ///
    /// Throws ``CannotRun`` when nobody shares the leases, and what keeps the store from being used.
    func open() async throws -> (store: any LeaseStore, place: String) {
        let configuration = try ServerConfiguration.load(config).configuration
        let storage = LeaseStorage(option: nil, settings: configuration.store, file: config)
        guard storage.settings.isShared else {
            throw CannotRun(
                description:
                    "\(config) is of a server alone, which keeps its leases in \(storage.words); several share "
                    + "them with store: { etcd: … }")
        }
        return (try storage.open(.commandLine()), storage.words)
    }
}
