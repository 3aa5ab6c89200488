import DHCP
package import DHCPExplain
package import DHCPLeases
package import DHCPServer

/// Finds out from where a client would ask, when nobody says it: where it has a lease, else where something is reserved
/// for it, else where there is one subnet alone.
package struct QuestionPlace {
    private let known: KnownClient
    private let wish: ClientWish
    private let configuration: LeaseConfiguration
    private let interfaces: [NetworkInterface]

    package init(
        known: KnownClient, wish: ClientWish, configuration: LeaseConfiguration, interfaces: [NetworkInterface]
    ) {
        (self.known, self.wish, self.configuration, self.interfaces) = (known, wish, configuration, interfaces)
    }

    /// The question.
    ///
    /// Throws ``CompleteServerError`` when it is not known who asks, or from where.
    package func question() throws(CompleteServerError) -> ClientQuestion {
        guard let hardware = wish.hardwareAddress ?? known.hardwareAddress else {
            throw CompleteServerError(
                .question,
                "no lease and no reservation is of \(known.name.text.printable): name its hardware address, "
                    + "as in --hw 00:11:22:33:44:55")
        }
        let (origin, relay) = try place()
        var options = ClientQuestion.knownOptions(of: lease(of: hardware), isRelayed: relay != nil)
        if let identifier, !options.contains(.clientIdentifier) { options[raw: .clientIdentifier] = identifier }
        if let port, relay != nil, !options.contains(.relayAgentInformation) {
            options[.relayAgentInformation] = port
        }
        for text in wish.options {
            guard let option = WrittenOption(text) else {
                throw CompleteServerError(
                    .question, "an option is written as 60=PXEClient or 82=0x0104abcd, not \(text.printable)")
            }
            options[raw: option.code] = option.octets
        }
        let needsAddress = wish.would != .discover && wish.would != .request
        return ClientQuestion(
            wish.would, hardwareAddress: hardware, origin: origin, relay: relay,
            address: wish.address ?? (needsAddress ? known.leases.first?.address : nil), options: options)
    }

    private func lease(of hardware: HardwareAddress) -> Lease? {
        known.leases.first { $0.hardwareAddress == hardware }
    }

    /// The client identifier of a reservation that names the client by it alone.
    private var identifier: [UInt8]? {
        for reservation in known.reservations {
            for case .clientIdentifier(let octets) in reservation.identifiers { return octets }
        }
        return nil
    }

    /// The port of a reservation that names it.
    private var port: RelayAgentInformation? {
        for reservation in known.reservations {
            var information = RelayAgentInformation()
            for identifier in reservation.identifiers {
                switch identifier {
                case .circuitIdentifier(let octets): information.circuitID = octets
                case .remoteIdentifier(let octets): information.remoteID = octets
                case .relayPort(let circuit, let remote):
                    (information.circuitID, information.remoteID) = (circuit, remote)
                case .hardwareAddress, .clientIdentifier: continue
                }
                return information
            }
        }
        return nil
    }

    private func place() throws(CompleteServerError) -> (DHCPOrigin, IPv4Address?) {
        if let relay = wish.relay { return (relayed(by: relay), relay) }
        if let name = wish.interface { return (try origin(on: name), nil) }
        let address = known.leases.first { $0.state == .bound }?.address ?? known.leases.first?.address
        let candidates = [address, known.reservations.compactMap(\.address).first].compactMap { $0 }
        for candidate in candidates {
            if let subnet = configuration.subnets.first(where: { $0.prefix.contains(candidate) }) {
                return place(in: subnet)
            }
        }
        if configuration.subnets.count == 1, let subnet = configuration.subnets.first { return place(in: subnet) }
        throw CompleteServerError(
            .question, "nothing says where \(known.title) asks: name the place with --relay ADDRESS or --interface NAME"
        )
    }

    /// The link of a subnet: an interface of this host, else its relay, else one that might be.
    private func place(in subnet: Subnet) -> (DHCPOrigin, IPv4Address?) {
        let own = interfaces.first { interface in
            subnet.interface == interface.name || interface.addresses.contains { subnet.prefix.contains($0.address) }
        }
        if let own { return (origin(on: own), nil) }
        if let name = subnet.interface {
            let address = configuration.identifier ?? subnet.prefix.address.next
            return (DHCPOrigin(interface: name, localAddress: address), nil)
        }
        let relay = subnet.relays.first ?? subnet.prefix.address.next
        return (relayed(by: relay), relay)
    }

    private func relayed(by relay: IPv4Address) -> DHCPOrigin {
        let local = configuration.identifier ?? localAddress(towards: relay)
        return DHCPOrigin(
            localAddress: local, peer: DHCPEndpoint(relay, port: DHCPEndpoint.serverPort), destination: local)
    }

    /// The address of this host to which a relay would send.
    private func localAddress(towards relay: IPv4Address) -> IPv4Address {
        let addresses = interfaces.filter { $0.isUp && !$0.isLoopback }.flatMap(\.addresses)
        let near = addresses.first { $0.address == relay || $0.prefix?.contains(relay) ?? false }
        return (near ?? addresses.first)?.address ?? .loopback
    }

    private func origin(on name: String) throws(CompleteServerError) -> DHCPOrigin {
        if let interface = interfaces.first(where: { $0.name == name }) { return origin(on: interface) }
        if let subnet = configuration.subnets.first(where: { $0.interface == name }) {
            return DHCPOrigin(interface: name, localAddress: configuration.identifier ?? subnet.prefix.address.next)
        }
        throw CompleteServerError(.question, "this host has no interface \(name.printable), and no subnet names it")
    }

    private func origin(on interface: NetworkInterface) -> DHCPOrigin {
        DHCPOrigin(
            interface: interface.name, interfaceIndex: interface.index,
            localAddress: interface.primaryAddress ?? .any, localAddresses: interface.addresses.map(\.address))
    }
}

extension IPv4Address {
    /// The address behind this one.
    fileprivate var next: IPv4Address { IPv4Address(bitPattern: bitPattern &+ 1) }
}
