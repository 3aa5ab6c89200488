import DHCP
import DHCPLeases

/// What a client's story comes down to: its last event, or what several of them say together.
struct StoryDiagnosis {
    let story: [ClientReport.Event]
    let unseen: [String]
    let client: String
    let now: UInt32
    /// Another machine that has the client's identifier and its address.
    let double: HardwareAddress?

    /// Who asks so often for the same does not hear the answers, or does not keep what it gets.
    private static let patience = 3
    /// Who asks again after an offer, or does not take it within so many seconds, did not hear it.
    private static let untaken = (count: 2, seconds: UInt32(10))
    /// Firmware, loader and system of one machine begin one after another; who begins so often does not get on.
    private static let beginnings = 5
    /// What happened within so many seconds belongs together.
    private static let reach: UInt32 = 120
    /// Whoever moves twice within so many seconds is on two networks.
    private static let restlessness: UInt32 = 600

    private static let grants = [ReasonCode.leased.word, ReasonCode.renewed.word]

    var diagnosis: Diagnosis {
        guard let last = story.last else { return silence }
        return restless ?? doubled(last) ?? moved ?? untaken(last) ?? unheard(last) ?? unkept(last) ?? declining(last)
            ?? last.explanation.diagnosis
    }

    private var silence: Diagnosis {
        Diagnosis(
            cause: "never-seen",
            sentence: "the server remembers no message of \(client)"
                + (unseen.isEmpty ? "" : ": \(unseen.joined(separator: "; "))"),
            cure:
                "see whether the client asks, and where its messages are lost: `dhcp snoop` on the server's interface, "
                + "`dhcp doctor` for firewalls and interfaces, the relay of its network")
    }

    // MARK: Moving

    private var refusals: [ClientReport.Event] { story.filter { $0.explanation.diagnosis.cause == "moved" } }

    /// A NAK, and then an address of another network.
    private var moved: Diagnosis? {
        guard let last = story.last, let address = grantedAddress(last), let refusal = refusals.last,
            last.last >= refusal.last, last.last - refusal.last <= Self.reach
        else { return nil }
        let gap = last.last - refusal.last
        let verb = last.explanation.reason == ReasonCode.leased.word ? "took" : "kept"
        return Diagnosis(
            cause: "moved", sentence: "\(told(refusal)): it got a NAK and \(verb) \(address) \(gap) s later",
            cure: "nothing: this is as it should be", rule: refusal.explanation.diagnosis.rule)
    }

    /// A client that asks for addresses of two networks in turn.
    private var restless: Diagnosis? {
        let recent = refusals.filter { ($0.last + Self.restlessness) >= (story.last?.last ?? 0) }
        guard recent.count > 1, let first = recent.first, let last = recent.last else { return nil }
        return Diagnosis(
            cause: "moves-again-and-again",
            sentence: "\(told(last)), \(recent.count) times since \(TimeWords.text(first.first))",
            cure:
                "see whether the client is plugged into both networks, or a port or an access point changes its VLAN; or look "
                + "for two machines with one hardware address", rule: last.explanation.diagnosis.rule)
    }

    /// What is said of a move, without what came of it.
    private func told(_ refusal: ClientReport.Event) -> String {
        let told = refusal.explanation.diagnosis.sentence.split(separator: ":").dropLast().joined(separator: ":")
        return told.isEmpty ? "the client moved" : told
    }

    /// Two machines that are one to the server.
    private func doubled(_ last: ClientReport.Event) -> Diagnosis? {
        guard let double, let address = last.explanation.address else { return nil }
        return Diagnosis(
            cause: "identifier-shared",
            sentence:
                "\(client) and \(double) call themselves by one client identifier, so both are given \(address): one is a "
                + "copy of the other, as of a virtual machine's disk",
            cure:
                "give each an identifier of its own (a copy has the same /etc/machine-id), or tell clients apart by hardware "
                + "address alone: `server: { client-ids: false }`")
    }

    // MARK: Answers that do not arrive

    /// The address that an event gave the client, where nothing else is to be said of it.
    private func grantedAddress(_ event: ClientReport.Event) -> IPv4Address? {
        let explanation = event.explanation
        guard Self.grants.contains(explanation.reason), explanation.diagnosis.cause == explanation.reason else {
            return nil
        }
        return explanation.address
    }

    /// Offers that nobody takes.
    private func untaken(_ last: ClientReport.Event) -> Diagnosis? {
        let isLate = now >= last.last && now - last.last >= Self.untaken.seconds
        guard last.explanation.reason == ReasonCode.offered.word, last.count >= Self.untaken.count || isLate else {
            return nil
        }
        let address = last.explanation.address.map { "\($0)" } ?? "an address"
        let often =
            last.count > 1
            ? "\(last.count) times since \(TimeWords.text(last.first))" : "at \(TimeWords.text(last.last))"
        return Diagnosis(
            cause: "offers-not-taken",
            sentence:
                "\(client) was offered \(address) \(often) and never took it: the offers do not reach it, or it takes "
                + "another server's", cure: cureOfLoss(last))
    }

    /// The same answer again and again, long before the lease has to be renewed.
    private func unheard(_ last: ClientReport.Event) -> Diagnosis? {
        guard let address = grantedAddress(last), last.count > Self.patience,
            let time = last.explanation.leaseTime,
            (last.last - last.first) / UInt32(last.count - 1) < min(time / 16, Self.reach)
        else { return nil }
        return Diagnosis(
            cause: "answers-not-heard",
            sentence:
                "\(client) asked for \(address) \(last.count) times since \(TimeWords.text(last.first)) and was told each "
                + "time that it has it: the answers do not reach it", cure: cureOfLoss(last))
    }

    /// A client that begins again after it got its address.
    private func unkept(_ last: ClientReport.Event) -> Diagnosis? {
        let granted = story.filter { grantedAddress($0) != nil && $0.last + Self.reach >= last.last }
        let offers = story.filter {
            $0.explanation.reason == ReasonCode.offered.word && $0.last + Self.reach >= last.last
        }
        guard granted.count >= Self.beginnings, offers.count >= Self.beginnings, let first = granted.first,
            let address = granted.last?.explanation.address
        else { return nil }
        return Diagnosis(
            cause: "lease-not-kept",
            sentence:
                "\(client) got \(address), and began again, \(granted.count) times since \(TimeWords.text(first.first)): "
                + "the ACK does not reach it, or it can not use the address",
            cure: "see what the client says in its own log, and whether it hears the answers: "
                + "`dhcp snoop`; `dhcp doctor` says what drops them")
    }

    /// What shows where answers are lost.
    private func cureOfLoss(_ last: ClientReport.Event) -> String {
        if last.source.hasPrefix("relay ") {
            let address = last.source.dropFirst("relay ".count)
            return
                "see whether the relay hears the answers: `ip route get \(address)`, a firewall between here and there "
                + "(`dhcp doctor` looks at this host's), and `dhcp discover` on the client's link for other servers"
        }
        return
            "`dhcp doctor` says what drops answers and which other servers are there; `dhcp discover` on that link shows "
            + "what they offer"
    }

    /// A client that declines whatever it gets.
    private func declining(_ last: ClientReport.Event) -> Diagnosis? {
        let words = [ReasonCode.declined.word, ReasonCode.tooManyDeclines.word]
        let declines = story.filter { words.contains($0.explanation.reason) }
        guard declines.count >= Self.patience, let first = declines.first, let end = declines.last,
            end.last + Self.reach >= last.last
        else { return nil }
        return Diagnosis(
            cause: "declines-everything",
            sentence:
                "\(client) declined \(declines.count) addresses since \(TimeWords.text(first.first)): it is broken, or some "
                + "machine answers ARP for all addresses (proxy ARP)",
            cure:
                "`arping -D -I IF ADDRESS` from that link with an address that nobody has shows who answers; mend that machine "
                + "or the client, then `dhcp leases release ADDRESS` ends each rest")
    }
}

extension Explanation {
    /// For how many seconds the answer gives an address; `nil` where it gives none, or for ever.
    fileprivate var leaseTime: UInt32? {
        guard let octets = reply.flatMap({ [UInt8](hexadecimal: $0) }),
            let message = try? DHCPMessage(decoding: octets),
            let time = message.options[.leaseTime], time != LeaseTimes.infinite
        else { return nil }
        return time
    }
}
