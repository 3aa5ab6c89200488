import ArgumentParser
import DHCP
import DHCPServer
import Foundation
import Logging

/// `dhcp discover` tells who answers here.
struct Discover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the DHCP servers that answer, and show what each offers.",
        discussion: """
            Sends a DISCOVER and shows every OFFER; no address is taken. With --interface it asks as a client of that \
            link, which needs port 68 (root). With --server it asks as a relay, which works without privilege where the \
            server knows relay source ports (RFC 8357), as this one does.

            Examples:
              dhcp discover --server 127.0.0.1:6767
              sudo dhcp discover --interface eth0 --json

            Ends with 1 when nobody answers.
            """)

    @Option(
        name: .long, help: ArgumentHelp("Ask on this link, by broadcast.", valueName: "name"), completion: .interface)
    var interface: String?

    @Option(
        name: .long, help: ArgumentHelp("Ask this server; the port is 67 when not given.", valueName: "address[:port]"))
    var server: String?

    @Option(name: .long, help: ArgumentHelp("Pretend to be this client.", valueName: "hardware address"))
    var client: String?

    @Option(name: .long, help: ArgumentHelp("How long to wait for answers.", valueName: "seconds"))
    var timeout: Double = 3

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (interface == nil) != (server == nil) else {
            throw ValidationError("give either --interface or --server")
        }
        guard timeout > 0, timeout <= 3600 else { throw ValidationError("--timeout takes 0 to 3600 seconds") }
        if let client, HardwareAddress(notation: client) == nil {
            throw ValidationError("--client takes an address such as 02:00:00:00:00:01, not \(client)")
        }
        if let server, ServerArgument.endpoint(server) == nil {
            throw ValidationError("--server takes an address such as 10.0.0.1 or 10.0.0.1:67, not \(server)")
        }
    }

    func run() async throws {
        let probe = try makeProbe()
        let offers = try await probe.offers(within: .seconds(timeout))
        if json {
            StandardOutput.writeJSON(OfferReport.json(offers))
        } else {
            for offer in offers { StandardOutput.write(OfferReport.text(offer)) }
            if offers.isEmpty { StandardError.write("no server answered within \(timeout.formatted()) s") }
        }
        if offers.isEmpty { throw ExitCode(.negative) }
    }

    private func makeProbe() throws -> DiscoverProbe {
        let interfaces = try NetworkInterface.all()
        if let name = interface {
            guard let interface = interfaces.first(where: { $0.name == name }) else {
                let names = interfaces.map(\.name).joined(separator: ", ")
                throw CannotRun(description: "there is no interface \(name): choose one of \(names)")
            }
            let client =
                client.flatMap { HardwareAddress(notation: $0) } ?? interface.hardwareAddress ?? Self.someClient
            return .client(on: interface, as: client)
        }
        let server = server.flatMap(ServerArgument.endpoint) ?? DHCPEndpoint(.loopback, port: DHCPEndpoint.serverPort)
        return .relay(
            to: server, from: ServerArgument.localAddress(towards: server.address, of: interfaces),
            as: client.flatMap { HardwareAddress(notation: $0) } ?? Self.someClient)
    }

    /// A locally administered address, for when nobody says which client to be.
    private static let someClient = HardwareAddress(0x02, 0x64, 0x68, 0x63, 0x70, 0x01)
}
