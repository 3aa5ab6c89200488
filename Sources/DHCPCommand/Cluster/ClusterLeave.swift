import ArgumentParser
import DHCP
import DHCPLeases
import DHCPProgram

/// `dhcp cluster leave` has the others forget a server that is gone for good.
struct ClusterLeave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Forget a server that is gone for good.",
        discussion: """
            A server that is ended leaves by itself, and one that died is gone after 5 s: its clients are the others' then, who \
            go on answering in its name those that ask for it. This is for one that does not come back: it is not listed any \
            more, and nobody answers in its name. Refuses while the server lives. Ends with 1 when there is no such server.

            Example:
              dhcp cluster leave kr2 --config /etc/dhcp/dhcp.yaml
            """)

    @OptionGroup var cluster: ClusterArgument

    @Argument(help: "The name of the server.")
    var name: String

    func run() async throws {
        let (store, place) = try await cluster.open()
        do {
            try await LeaseStorage.check(store)
            let look = try await ClusterLook(into: store)
            guard let record = look.records.first(where: { $0.name == name }) else {
                StandardError.write("dhcp: there is no \(name.printable) in \(place); there are \(names(look))")
                throw ExitCode(.negative)
            }
            if look.isAlive(name) {
                throw CannotRun(description: "\(name.printable) lives: end that server, which leaves by itself then")
            }
            try await ClusterLook.forget(name, in: store)
            let identifiers = record.identifiers.map(\.description).joined(separator: ", ")
            StandardOutput.write(
                "\(name) is forgotten in \(place)"
                    + (identifiers.isEmpty ? "" : "; nobody answers for \(identifiers) any more"))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private func names(_ look: ClusterLook) -> String {
        look.records.isEmpty ? "none" : look.records.map(\.name).joined(separator: ", ")
    }
}
