import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging

extension ServerConduct {
    /// Says how many of the leases that were loaded lie in no subnet, as after a mistyped import or a renumbering.
    func tellStrayLeases() async {
        let served = ServedAddresses(configuration.leases)
        var strays: [IPv4Address] = []
        do {
            for try await page in try await service.value().leases() {
                strays += page.lazy.map(\.address).filter { !served.contains($0) }
            }
        } catch {
            // The service has ended.
            return
        }
        if let remark = served.remark(strays) { logger.notice("\(remark)") }
    }
}
