#if Admin
    import ArgumentParser
    import DHCP
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import Foundation

    /// `dhcp reservations` looks at and changes what clients always get.
    struct ReservationsCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reservations",
            abstract: "Look at reservations of a running server, and change those made at run time.",
            discussion: """
                Reservations of the configuration stand in its file; those made here are kept with the leases and count from the \
                client's next message on. A client is written as lists show it (hw 1/00:11:22:33:44:55, id 01:aa), or as a \
                hardware address.

                Examples:
                  dhcp reservations add 00:11:22:33:44:55 10.0.1.10 --comment "printer, second floor"
                  dhcp reservations export >> hosts.yaml
                """,
            subcommands: [
                ReservationsList.self, ReservationsAdd.self, ReservationsRemove.self, ReservationsExport.self,
            ])

        /// A client as people write it.
        static func client(_ text: String) throws -> String {
            if let client = Reservation.Identifier(text) { return "\(client)" }
            if let hardware = HardwareAddress(notation: text) {
                return "\(Reservation.Identifier.hardwareAddress(hardware))"
            }
            throw ValidationError("a client such as 00:11:22:33:44:55 or \"id 01:aa\" is needed, not \(text)")
        }
    }

    extension AdminClient {
        /// All reservations of a server.
        fileprivate func reservations() async throws -> [ReservationDocument] {
            let answer = try await ask("GET", "/api/v1/reservations")
            return try JSONDecoder().decode(ReservationList.self, from: Data(answer.body)).reservations
        }
    }

    /// `dhcp reservations list` prints them.
    struct ReservationsList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print the reservations, and which count.",
            discussion: """
                Example:
                  dhcp reservations list --config /etc/dhcp/dhcp.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func run() async throws {
            let all = try await server.client().reservations()
            for one in all {
                if json {
                    StandardOutput.writeJSON(String(decoding: try JSONEncoder().encode(one), as: UTF8.self))
                    continue
                }
                let words = [
                    one.address.map { "\($0)" } ?? "no address", one.client, "\(one.subnet)", one.hostName, one.source,
                    one.obstacle.map { "does not count: \($0)" }, one.comment.map { "(\($0))" },
                ]
                StandardOutput.write(words.compactMap { $0?.printable }.joined(separator: "  "))
            }
            if all.isEmpty {
                StandardError.write("dhcp: nothing is reserved")
                throw ExitCode(.negative)
            }
        }
    }

    /// `dhcp reservations add` makes one.
    struct ReservationsAdd: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Reserve an address for a client, from its next message on.",
            discussion: """
                Examples:
                  dhcp reservations add 00:11:22:33:44:55 10.0.1.10 --comment "printer, second floor"
                  dhcp reservations add "id 01:00:11:22:33:44:55" 10.0.1.11 --replace
                """)

        @OptionGroup var server: RunningServerArgument

        @Argument(help: "The client.", transform: ReservationsCommand.client)
        var client: String

        @Argument(help: "The address.")
        var address: String

        @Option(name: [.customLong("host"), .customLong("host-name")], help: "The host name that the client is told.")
        var host: String?

        @Option(name: .long, help: "A word to whoever reads it.")
        var comment: String?

        @Flag(name: .long, help: "In place of what was reserved at run time for the same client.")
        var replace = false

        func validate() throws {
            if IPv4Address(address) == nil {
                throw ValidationError("an address such as 10.0.1.10 is needed, not \(address)")
            }
        }

        private struct Body: Encodable {
            let subnet: String
            let client: String
            let address: String
            let hostName: String?
            let comment: String?
        }

        func run() async throws {
            let asked = try server.client()
            let status = try JSONDecoder().decode(
                ServerStatus.self, from: Data(try await asked.ask("GET", "/api/v1/status").body))
            guard let address = IPv4Address(address),
                let subnet = status.subnets.first(where: { $0.subnet.contains(address) })?.subnet
            else {
                StandardError.write("dhcp: \(self.address) is in no subnet of the server")
                throw ExitCode(.negative)
            }
            let body = Body(
                subnet: "\(subnet)", client: client, address: "\(address)", hostName: host, comment: comment)
            let answer = try await asked.ask(
                replace ? "PUT" : "POST", "/api/v1/reservations", body: [UInt8](try JSONEncoder().encode(body)))
            let effect = try JSONDecoder().decode(ReservationAnswer.self, from: Data(answer.body)).effect
            StandardOutput.write("\(address) is reserved for \(client): \(effect)")
        }
    }

    /// `dhcp reservations remove` forgets one.
    struct ReservationsRemove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Forget what was reserved at run time; the client keeps its address until its lease ends.",
            discussion: """
                Examples:
                  dhcp reservations remove 00:11:22:33:44:55
                  dhcp reservations remove 10.0.1.10
                """)

        @OptionGroup var server: RunningServerArgument

        @Argument(help: "The client, or the address.")
        var name: String

        func run() async throws {
            let asked = try server.client()
            let wanted = IPv4Address(name) == nil ? try ReservationsCommand.client(name) : nil
            let found = try await asked.reservations().filter { one in
                one.isOfRuntime && (wanted.map { $0 == one.client } ?? (one.address == IPv4Address(name)))
            }
            guard !found.isEmpty else {
                StandardError.write("dhcp: nothing was reserved at run time for \(name.printable)")
                throw ExitCode(.negative)
            }
            for one in found {
                let query = "subnet=\(URLText.escaped("\(one.subnet)"))&client=\(URLText.escaped(one.client))"
                _ = try await asked.ask("DELETE", "/api/v1/reservations?\(query)")
                StandardOutput.write("\(one.client) has no reservation in \(one.subnet) any more")
            }
        }
    }

    /// `dhcp reservations export` writes those made at run time for a configuration.
    struct ReservationsExport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write what was reserved at run time as YAML, for the configuration.",
            discussion: """
                When the configuration has them, remove them here: it has the last word, and they do not count twice.

                Example:
                  dhcp reservations export >> hosts.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        func run() async throws {
            let all = try await server.client().reservations().filter(\.isOfRuntime)
            if all.isEmpty {
                StandardError.write("dhcp: nothing was reserved at run time")
                throw ExitCode(.negative)
            }
            StandardOutput.write("reservations:")
            for one in all { StandardOutput.write("  - { \(Self.entries(one).joined(separator: ", ")) }") }
        }

        private static func entries(_ one: ReservationDocument) -> [String] {
            var entries: [String] = []
            switch Reservation.Identifier(one.client) {
            case .hardwareAddress(let address): entries.append("hw-address: \"\(address)\"")
            case .clientIdentifier(let octets): entries.append("client-id: { hex: \"\(octets.hexadecimal())\" }")
            case .circuitIdentifier(let octets): entries.append("circuit-id: { hex: \"\(octets.hexadecimal())\" }")
            case .remoteIdentifier(let octets): entries.append("remote-id: { hex: \"\(octets.hexadecimal())\" }")
            case .relayPort(let circuit, let remote):
                entries.append("circuit-id: { hex: \"\(circuit.hexadecimal())\" }")
                entries.append("remote-id: { hex: \"\(remote.hexadecimal())\" }")
            case nil: break
            }
            if let address = one.address { entries.append("address: \(address)") }
            if let name = one.hostName { entries.append("hostname: \(name.quoted)") }
            if let comment = one.comment { entries.append("comment: \(comment.quoted)") }
            return entries
        }
    }
#endif
