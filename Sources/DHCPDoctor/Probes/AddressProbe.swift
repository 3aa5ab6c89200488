package import DHCP
package import DHCPCapture
package import DHCPServer

/// Asks on links who has addresses, without claiming any (RFC 5227).
package struct AddressProbe {
    private let targets: [(interface: NetworkInterface, addresses: [IPv4Address])]
    /// So many are asked for before there is a pause.
    private static let burst = 64

    package init(_ targets: [(interface: NetworkInterface, addresses: [IPv4Address])]) {
        self.targets = targets.filter { $0.interface.hardwareAddress?.isEthernet == true && $0.interface.isUp }
    }

    /// Asks for each address twice, and returns who has which after so long; blocks the thread.
    ///
    /// Throws `CaptureSystemError` without CAP_NET_RAW.
    package func run(milliseconds: Int) throws(CaptureSystemError) -> [IPv4Address: HardwareAddress] {
        var found: [IPv4Address: HardwareAddress] = [:]
        if targets.allSatisfy({ $0.addresses.isEmpty }) { return found }
        let ear = try LinkSocket(interface: 0, hearing: .addresses)
        let wanted = Set(targets.flatMap(\.addresses))
        for _ in 0..<2 {
            for target in targets {
                guard let own = target.interface.hardwareAddress,
                    let mouth = try? LinkSocket(interface: target.interface.index, hearing: .nothing)
                else { continue }
                for (index, address) in target.addresses.enumerated() where found[address] == nil {
                    mouth.send(AddressQuestion.whoHas(address, from: own))
                    if index % Self.burst == Self.burst - 1 { try listen(ear, 10, wanted, &found) }
                }
            }
            try listen(ear, milliseconds / 2, wanted, &found)
        }
        return found
    }

    private func listen(
        _ ear: LinkSocket, _ milliseconds: Int, _ wanted: Set<IPv4Address>,
        _ found: inout [IPv4Address: HardwareAddress]
    ) throws(CaptureSystemError) {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while case let left = clock.now.duration(to: end), left > .zero {
            let wait = Int32(clamping: Int(left / .milliseconds(1)) + 1)
            guard let frame = try ear.next(milliseconds: wait), frame.direction != .outgoing,
                let owner = AddressQuestion.owner(in: frame.octets), wanted.contains(owner.address)
            else { continue }
            found[owner.address] = owner.hardware
        }
    }
}
