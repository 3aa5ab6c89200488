import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging

extension RunningServer {
    /// Says how many of the leases that were loaded lie in no subnet, as after a mistyped import or a renumbering.
    func tellStrayLeases() async {
        let served = ServedAddresses(configuration.leases)
        let remark = try? await service.call { responder in served.remark(responder.engine.leases.lazy.map(\.address)) }
        if let remark { logger.notice("\(remark)") }
    }
}
