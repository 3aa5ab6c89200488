// The complete DHCP server and a web server in one program: machines get addresses, and whoever has a browser sees which.
//
// Run it as `swift run WithHummingbird dhcp.yaml 8080` in Examples/WithHummingbird, then:
//
//   curl localhost:8080/status
//   curl localhost:8080/leases
//   curl -X DELETE localhost:8080/leases/192.0.2.10
//   curl -X POST localhost:8080/reload
//   curl -X PUT localhost:8080/reservations \
//     -d '{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "address": "192.0.2.77"}'
//
// It asks nobody who they are, so it listens on this host alone.

import DHCP
import DHCPLeases
import DHCPProgram
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle

/// Printers, which are told by their manufacturer's octets, get no address here.
struct NoPrinters: LeasePolicy {
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        request.hardwareAddress.octets.starts(with: [0x00, 0x80, 0x77]) ? .refuse : .accept
    }
}

extension ServerStatus: @retroactive ResponseEncodable {}
extension ReloadReport: @retroactive ResponseEncodable {}
extension Lease: @retroactive ResponseEncodable {}

/// What can be done with a server from a browser.
func routes(of dhcp: CompleteServer.Handle) -> Router<BasicRequestContext> {
    let router = Router()
    router.get("status") { _, _ in try await dhcp.status() }
    router.post("reload") { _, _ in try await dhcp.reload() }
    router.get("leases") { _, _ in
        // One page after another, so that a million leases are never in memory as text.
        Response(
            status: .ok, headers: [.contentType: "application/jsonl"],
            body: ResponseBody { writer in
                let encoder = JSONEncoder()
                for try await page in try await dhcp.leases() {
                    var lines = ByteBuffer()
                    for lease in page {
                        lines.writeBytes(try encoder.encode(lease))
                        lines.writeString("\n")
                    }
                    try await writer.write(lines)
                }
                try await writer.finish(nil)
            })
    }
    router.delete("leases/:address") { _, context -> Lease in
        let address = try context.parameters.require("address", as: String.self)
        guard let address = IPv4Address(address), let lease = try await dhcp.release(address) else {
            throw HTTPError(.notFound)
        }
        return lease
    }
    router.put("reservations") { request, context -> HTTPResponse.Status in
        let reservation = try await request.decode(as: RuntimeReservation.self, context: context)
        do {
            try await dhcp.reserve(reservation)
        } catch let error as CompleteServerError {
            throw HTTPError(.conflict, message: error.description)
        }
        return .noContent
    }
    return router
}

let arguments = Array(CommandLine.arguments.dropFirst())
let logger = Logger(label: "dhcp")
let server = try CompleteServer(
    configuration: .file(arguments.first ?? "dhcp.yaml"), policy: NoPrinters(), logger: logger)
let website = Application(
    router: routes(of: server.handle),
    configuration: .init(
        address: .hostname("127.0.0.1", port: arguments.dropFirst().first.flatMap { Int($0) } ?? 8080)),
    logger: logger)
let group = ServiceGroup(
    services: [server, website, await ServerSignals(server.handle)], gracefulShutdownSignals: [.sigterm, .sigint],
    logger: logger)
try await group.run()
