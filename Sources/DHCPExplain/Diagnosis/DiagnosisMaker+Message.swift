import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// Something is the matter with the message, or with what its sender may do.
    var ofMessage: Diagnosis {
        let request = message.request
        switch message.reason {
        case .ignored: return ignored
        case .limitReached: return limited
        case .refusedByPolicy:
            return found("the program's own policy gives the client no address: \(outcome)", "ask who made the program")
        case .noIdentity:
            return found("the message has neither client identifier nor hardware address", "mend the client")
        case .noAddress: return found("the message names no address, where it must", "mend the client")
        case .noServerIdentifier: return found("the message names no server, where it must", "mend the client")
        case .impossibleAddress:
            return found(
                "the client says that it has \(request.message.ciaddr), which no host can have",
                "look for a broken client: dhcp snoop --mac \(request.hardwareAddress)")
        case .malformed:
            let option = message.option.map { "option \($0)" } ?? "the message"
            return found(
                "\(option) can not be read",
                "capture it with `dhcp snoop --write`, and mend the client or what is between")
        case .notRequest:
            return found(
                "the message is a server's, not a client's", "look for a relay that sends to the wrong side")
        case .notForServers: return found("no server answers a \(message.typeName)", "nothing")
        case .bootp:
            return found(
                "the client speaks BOOTP, and no address is reserved for \(request.hardwareAddress)",
                "reserve an address for its hardware address")
        default:
            return found(
                "the question about a lease is refused: \(message.reason.word)",
                "add the relay to `leasequery.allow`: its giaddr and the address that it sends from", rule: "leasequery"
            )
        }
    }

    private var ignored: Diagnosis {
        for name in message.classes {
            guard let index = facts.configuration.classes.firstIndex(where: { $0.name == name && $0.isIgnored }) else {
                continue
            }
            let match = facts.configuration.classes[index].match.words
            return found(
                "the client is in class \(name) (\(match)), which has `ignore: true`: \(outcome)",
                "nothing, if that is meant; else mend the rule of class \(name)", rule: "classes[\(index)]")
        }
        let reservation = places.reservations(for: message.request.message).first { $0.reservation.isIgnored }
        return found(
            "the client's reservation has `ignore: true`: \(outcome)", "nothing, if that is meant; else take it away",
            rule: reservation?.rule)
    }
}
