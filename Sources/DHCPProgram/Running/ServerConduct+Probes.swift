import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging

extension ServerConduct {
    /// What asks on the links whether anybody uses an address; `nil` where nobody is to be asked, or this process may not.
    ///
    /// In a trial at another port there are no clients whose addresses anybody could use.
    func makeProber(_ configuration: ServerConfiguration) -> LinkProber? {
        guard configuration.server.listen.port == DHCPEndpoint.serverPort else { return nil }
        prober.use(report.interfaces)
        if prober.isAllowed { return prober }
        let checks = configuration.leases.subnets.map { $0.conflictCheck ?? configuration.leases.conflictCheck }
        if checks.contains(where: { $0.arp || $0.ping }) {
            logger.warning(
                "addresses are not probed before they are offered: this server may not send frames",
                metadata: ["cure": "give it CAP_NET_RAW, or set conflict-check: { arp: false, ping: false }"])
        }
        return nil
    }
}
