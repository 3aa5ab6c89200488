package import DHCP
package import DHCPLeases
import DHCPServer

extension CompleteServer.Handle {
    /// So many rows are looked at between two batches of messages: well below a tenth of a millisecond.
    private static let rowsAtOnce = 10_000

    /// The addresses of all leases, as numbers in their order.
    ///
    /// Throws `DHCPServiceError` when the server has ended.
    package func leasedAddresses() async throws -> [UInt32] {
        let service = try await conduct.service.value()
        var addresses: [UInt32] = []
        var cursor: LeaseCursor? = .start
        while let place = cursor {
            let page = try await service.read { $0.engine.leasedAddresses(from: place, limit: Self.rowsAtOnce) }
            addresses += page.addresses
            cursor = page.next
        }
        addresses.sort()
        // Another configuration that was taken over meanwhile has all of them come again.
        return addresses.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// What is remembered of some addresses, in their order and with times of day; what is forgotten meanwhile is left out.
    ///
    /// All are looked at between two batches of messages, so a caller asks for some hundreds at most.
    package func leases(at addresses: [IPv4Address]) async throws -> [Lease] {
        let (leases, shift) = try await conduct.service.value().read { responder in
            (addresses.compactMap { responder.engine.lease(at: $0) }, responder.secondsToTimeOfDay)
        }
        return shift == 0 ? leases : leases.map { $0.shifted(by: shift) }
    }
}
