import ArgumentParser
import DHCPLeases
import DHCPProgram

/// `dhcp cluster status` says how the servers that share their leases stand.
struct ClusterStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say who lives, who has which part of the clients, and who is behind.",
        discussion: """
            Watches etcd for 1.5 s to see who lives. Clients are in 256 buckets by a hash of what they call themselves; each \
            bucket is of one living member, which answers it. Lag is how many changes a member had not heard of; skew is how \
            far its clock is ahead of the others. A member with another configuration than the one that was taken over last \
            gives nobody a new address.

            Exit codes: 0 all is well, 1 etcd has no quorum, nobody lives, or a member is behind, 2 wrong usage, 69 etcd can \
            not be used.

            Example:
              dhcp cluster status --config /etc/dhcp/dhcp.yaml --json | jq '.members[] | select(.alive | not)'
            """)

    @OptionGroup var cluster: ClusterArgument

    @Flag(name: .long, help: "Print a JSON object.")
    var json = false

    func run() async throws {
        let (store, place) = try await cluster.open()
        let report = try await report(of: store)
        await store.close()
        if json {
            StandardOutput.writeJSON(report.json)
        } else {
            StandardOutput.write("\(place): \(report.summary)")
            report.lines.forEach { StandardOutput.write($0) }
        }
        if !report.isWell { throw ExitCode(.negative) }
    }

    private func report(of store: any LeaseStore) async throws -> ClusterReport {
        do {
            return ClusterReport(try await ClusterLook(into: store).status)
        } catch let error as LeaseStoreWithoutQuorum {
            return ClusterReport(withoutQuorum: error)
        }
    }
}
