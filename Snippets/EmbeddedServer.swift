// The complete server beside another service of the same program, with a rule of its own.
//
// Run it as `EmbeddedServer dhcp.yaml`; it ends on SIGTERM, and SIGHUP has it read its configuration again.

import DHCP
import DHCPLeases
import DHCPProgram
import Logging
import ServiceLifecycle
import UnixSignals

/// Printers of one maker get no address here.
struct NoPrinters: LeasePolicy {
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        request.hardwareAddress.octets.starts(with: [0x00, 0x80, 0x77]) ? .refuse : .accept
    }
}

/// Says which client has which address, as soon as that is stored.
struct Ledger: Service {
    let dhcp: CompleteServer.Handle
    let logger: Logger

    func run() async throws {
        for await event in dhcp.events().cancelOnGracefulShutdown() {
            guard case .committed(let change) = event, let lease = change.after else { continue }
            logger.info("\(lease.address) is \(lease.state) for \(lease.hardwareAddress)")
        }
    }
}

let logger = Logger(label: "dhcp")
let server = try CompleteServer(
    configuration: .file(CommandLine.arguments.last ?? "dhcp.yaml"), policy: NoPrinters(), logger: logger)
let group = ServiceGroup(
    services: [server, Ledger(dhcp: server.handle, logger: logger), await ServerSignals(server.handle)],
    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
try await group.run()
