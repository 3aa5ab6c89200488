import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// A client for which something is reserved in another subnet than where it asks.
    var misplacement: Diagnosis? {
        guard let here = message.subnet else { return nil }
        let link = Set(places.link(of: here))
        let all = places.reservations(for: message.request.message).filter { $0.reservation.address != nil }
        if all.contains(where: { link.contains($0.subnet) }) { return nil }
        guard let other = all.first, let address = other.reservation.address else { return nil }
        let subnet = facts.configuration.subnets[other.subnet].prefix
        return found(
            "\(address) is reserved for the client in \(subnet)\(places.access(to: other.subnet)), but it asks from "
                + "\(here) by \(message.sourceWords): \(outcome)",
            "plug the client in where \(subnet) is (wrong VLAN?), or reserve an address of \(here) for it",
            rule: other.rule, cause: "reserved-elsewhere")
    }

    /// A client whose reserved address somebody else has.
    var held: Diagnosis? {
        guard let reserved = reservedAddress, reserved.address != message.givenAddress else { return nil }
        let address = reserved.address
        let rule = places.reservations { $0.address == address }.first?.rule
        if !reserved.grant.isGranted {
            return found(
                "\(address) is reserved for the client, and can not be given to it, as it is the network's own; \(outcome)",
                "reserve another address", rule: rule, cause: "reserved-address-unusable")
        }
        switch reserved.standing {
        case .leased, .offered:
            let holder = facts.holder(of: address)
            let who = holder.map(\.clientWords) ?? "somebody else"
            let end = holder.map { " until \(TimeWords.both($0.end, at: facts.now))" } ?? ""
            return found(
                "\(address) is reserved for the client, but \(who) has it\(end): \(outcome)",
                "wait until that lease ends, or free the address: end that machine's use of it, then "
                    + "`dhcp leases release \(address)`", rule: rule, cause: "reserved-address-held")
        case .resting:
            return found(
                "\(address) is reserved for the client, but rests, as a client found it in use: \(outcome)",
                "find the machine that uses \(address) (`ip neigh show \(address)`), then `dhcp leases release \(address)`",
                rule: rule, cause: "reserved-address-resting")
        case .free, .own: return nil
        }
    }

    private var reservedAddress: (address: IPv4Address, grant: DecisionTrace.Grant, standing: DecisionTrace.Standing)? {
        for case .address(let address, .reserved, let grant, let standing) in message.trace.steps {
            return (address, grant, standing)
        }
        return nil
    }

    /// Whether the client asks all servers for more time, as the one that it asked before said nothing.
    private var isRebinding: Bool {
        let request = message.request
        // Where a relay has itself named as the server, renewals come by it, too.
        if request.message.options[.relayAgentInformation]?.serverIdentifierOverride != nil { return false }
        return RequestKind(request.message, origin: request.origin) == .rebinding
    }

    /// On what an answer depends that is not sent yet.
    private var condition: String {
        for case .probe(_, .due) in message.trace.steps {
            return ", once it was asked for and nobody answered (conflict-check)"
        }
        return ""
    }

    /// Nothing is wrong.
    var success: Diagnosis {
        let address = message.givenAddress.map(\.description) ?? "no address"
        switch message.reason {
        case .offered:
            return found(
                "nothing keeps the client from an address: it is offered \(address) in \(here)\(condition)",
                "nothing; if it has no address still, see whether it takes the offer: "
                    + "dhcp snoop --mac \(message.request.hardwareAddress)")
        case .renewed where isRebinding:
            let server = message.reply?.message.options[.serverIdentifier].map { "\($0)" } ?? "this server"
            return found(
                "the client keeps \(address) in \(here), and had to ask all servers for it (rebinding): what it sent to "
                    + "\(server) alone, to renew, got no answer",
                "see whether something between drops UDP 67 from clients to \(server) (`dhcp doctor` looks at this host's firewall), "
                    + "or the server was away meanwhile", cause: "renewals-lost")
        case .leased, .renewed:
            let before = message.movedFrom.map { "; it had \($0) before" } ?? ""
            let verb = message.reason == .leased ? "gets" : "keeps"
            return found("the client \(verb) \(address) in \(here)\(before)", "nothing")
        case .informed: return found("the client has an address of its own, and gets parameters", "nothing")
        case .bootpAnswered: return found("the BOOTP client gets its reserved address \(address) for ever", "nothing")
        case .released: return found("the client gave \(named) back", "nothing")
        default: return found("the question is answered", "nothing")
        }
    }
}
