import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// The client is not where it can be served.
    var ofNetwork: Diagnosis {
        let request = message.request
        let (relay, sender) = (request.message.giaddr, request.origin.peer.address)
        switch message.reason {
        case .noSubnet: return noSubnet
        case .unknownRelay:
            return found(
                "relay \(relay) is in no subnet and in no `relays`, and \(sender), which sent the message, is another host",
                "if the relay is yours, name \(relay) in `relays` of the subnet behind it")
        case .wrongNetwork, .notAuthoritative: return moved
        case .answeredElsewhere:
            return found(
                "the client says that it has \(request.message.ciaddr), which is not of the network it is on "
                    + "(\(message.sourceWords)), so the answer would go elsewhere",
                "nothing, if it stops; else look at who sends it: dhcp snoop --mac \(request.hardwareAddress)")
        case .noOwnAddress:
            return found(
                "interface \(request.origin.interface) has no address, so the server can not name itself",
                "give \(request.origin.interface) an address, or set `server.identifier`")
        case .notOnLink:
            return found(
                "\(named) is not on the link of \(message.sourceWords), so nobody there may speak for it",
                "nothing, if it stops; a relay of that link belongs into `relays` of its subnet")
        default:
            return found(
                "\(request.message.ciaddr) was given back from \(sender), which is neither the address itself nor a relay "
                    + "of its link", "nothing, if it stops; else look at who sends it")
        }
    }

    private var noSubnet: Diagnosis {
        let configured = facts.configuration.subnets.map(\.prefix.description)
        let list = configured.isEmpty ? "none" : configured.listed()
        let request = message.request
        for case .subnet(let source, let address, nil) in message.trace.steps.reversed()
        where source == .linkSelection || source == .subnetSelection {
            return found(
                "\(message.sourceWords) says that the client is on the link of \(address), which is in no subnet of the "
                    + "configuration (\(list))", "add a subnet that has \(address), or mend what the relay says")
        }
        if !request.message.giaddr.isAny {
            let relay = request.message.giaddr
            return found(
                "relay \(relay) is in no subnet of the configuration, so nobody behind it is served; configured: \(list)",
                "add a subnet that has \(relay), or name \(relay) in `relays` of the subnet behind it")
        }
        let name = request.origin.interface
        return found(
            "no subnet is configured for \(message.sourceWords), where the client asks; configured: \(list)",
            "add the subnet of that link, or write `interface: \(name.isEmpty ? "eth0" : name)` in the subnet that is behind "
                + "it; or plug the client in where a subnet is (wrong VLAN?)")
    }

    /// The client asks for an address of another network.
    private var moved: Diagnosis {
        let end =
            message.kind == .nak
            ? "it gets a NAK and asks anew" : "it gets no answer, as the server is not authoritative"
        guard let address = message.namedAddress, let old = places.subnet(containing: address) else {
            return found(
                "the client asks by \(message.sourceWords) for \(named), which is in no subnet of the configuration: \(end)",
                "nothing, if the client came from another network; else look whether a subnet or a `shared-network` is "
                    + "missing")
        }
        let prefix = facts.configuration.subnets[old].prefix
        let cure =
            message.kind == .nak
            ? "nothing: it gets an address of \(here) a moment later; if it belongs into \(prefix), plug it in there"
            : "set `server.authoritative: true` when no other server is here, so that it is told at once"
        return found(
            "the client asks by \(message.sourceWords) for \(address), which belongs to \(prefix)\(places.access(to: old)); it "
                + "moved to \(here): \(end)", cure, rule: "subnets[\(old)]", cause: "moved")
    }
}
