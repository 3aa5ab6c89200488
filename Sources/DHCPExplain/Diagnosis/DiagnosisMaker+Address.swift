import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// The address is not the client's.
    var ofAddress: Diagnosis {
        switch message.reason {
        case .addressTaken: return taken
        case .addressResting:
            return found(
                "\(named) rests\(restEnd), as it was found in use by somebody else\(onRecord): \(outcome)",
                cure(ofConflictAt: named))
        case .declined:
            return found(
                "the client found \(named) in use by somebody else, who is not known here: it rests\(restEnd)",
                cure(ofConflictAt: named), cause: "address-in-use")
        case .addressReserved:
            let other = message.namedAddress.flatMap { address in places.reservations { $0.address == address }.first }
            let whom = other.map { "\($0.reservation.identifier)" } ?? "another client"
            return found(
                "\(named) is reserved for \(whom): \(outcome)",
                "nothing: the client gets another address; or take the reservation back", rule: other?.rule)
        case .notForLease: return notForLease
        case .wrongAddress:
            return found(
                "the client asks for \(named), and has \(ownAddress) here: \(outcome)",
                "nothing: it gets \(ownAddress) a moment later")
        case .outsidePools:
            return found(
                "\(named) is in no pool any more, so the lease runs out and is not renewed",
                "nothing: the client gets another address then; or put the pool back")
        case .notOwner:
            return found(
                "\(named) is not leased to the client that gives it back",
                "nothing, if it stops; else look at who sends it")
        case .tooManyDeclines:
            return found(
                "too many addresses were declined at \(message.sourceWords) in this minute, or by the client in this hour "
                    + "without anybody who uses them, so \(named) does not rest",
                "mend or remove the machine that declines, or find the one that uses the addresses; raise `limits` if it is honest",
                rule: "limits")
        default:
            return found(
                "\(named) was never leased to the client here, so another server may know it: \(outcome)",
                "nothing: the client asks anew when nobody answers")
        }
    }

    /// Another address was to be offered, and somebody uses it; `nil` where that is not so.
    var conflict: Diagnosis? {
        for case .probe(let address, .inUse(let hardware)) in message.trace.steps {
            let whom = hardware.map { "\($0)" } ?? "somebody else"
            return found(
                "\(address) was to be given, and \(whom) uses it without a lease: \(outcome), and \(address) rests",
                cure(ofConflictAt: "\(address)"), cause: "address-in-use")
        }
        return nil
    }

    /// The client waits for a probe.
    var probing: Diagnosis {
        found(
            "whether somebody uses the address for the client is being asked; its latest message is answered then",
            "nothing; `conflict-check` says how and for how long it is asked", rule: "conflict-check")
    }

    private var taken: Diagnosis {
        guard let holder = message.namedAddress.flatMap({ facts.holder(of: $0) }) else {
            return found(
                "\(named) is offered to another client: \(outcome)", "nothing: the client gets another address")
        }
        return found(
            "\(named) is leased to \(holder.clientWords) until \(TimeWords.both(holder.end, at: facts.now)): \(outcome)",
            "nothing: the client gets another address; when it goes on, look for two machines with one hardware address or "
                + "client identifier")
    }

    private var notForLease: Diagnosis {
        var grant: DecisionTrace.Grant?
        for case .address(let address, _, let found, _) in message.trace.steps where address == message.namedAddress {
            grant = found
        }
        switch grant {
        case .neverLeased, .onTheWay:
            return found(
                "\(named) is the network's own, of a router, a relay or this server: \(outcome)",
                "nothing: the client gets another address")
        case .otherClients:
            let pool = facts.pools.first { pool in message.namedAddress.map(pool.range.contains) ?? false }
            return found(
                "\(named) is in a pool for other clients\(pool.map { " (\($0.range))" } ?? ""); the client is \(words(in: pool)): "
                    + outcome, "nothing, if that is meant; else mend the class", rule: pool?.rule)
        default:
            return found(
                "\(named) is in no pool: \(outcome)",
                "nothing: the client gets another address; or put the pool back, or reserve the address")
        }
    }

    /// The address that is the client's here.
    private var ownAddress: String {
        for case .address(let address, let source, let grant, _) in message.trace.steps
        where grant.isGranted && address != message.namedAddress && (source == .reserved || source == .held) {
            return "\(address)"
        }
        return "another address"
    }

    private var restEnd: String {
        let lease = message.namedAddress.flatMap { facts.holder(of: $0) }
        guard let lease, lease.state == .declined else { return " for `decline-time`" }
        return " until \(TimeWords.both(lease.end, at: facts.now))"
    }

    /// Who is on record at a resting address: the machine that answered a probe, or the client that declined it.
    private var onRecord: String {
        guard let lease = message.namedAddress.flatMap({ facts.holder(of: $0) }), lease.state == .declined else {
            return ""
        }
        return " (on record: \(lease.hardwareAddress))"
    }

    private func cure(ofConflictAt address: String) -> String {
        "find the machine that uses it (`ip neigh show \(address)`, `arping \(address)`), and reserve the address for it or "
            + "take it out of the pool; `dhcp leases release \(address)` ends the rest"
    }
}
