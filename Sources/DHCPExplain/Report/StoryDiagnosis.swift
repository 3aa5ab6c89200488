import DHCP
import DHCPLeases

/// What a client's story comes down to: its last event, or what several of them say together.
struct StoryDiagnosis {
    let story: [ClientReport.Event]
    let unseen: [String]
    let client: String
    let now: UInt32

    /// Who asks so often without taking an offer does not hear it.
    private static let patience = 3
    /// What happened within so many seconds belongs together.
    private static let reach: UInt32 = 120

    var diagnosis: Diagnosis {
        guard let last = story.last else { return silence }
        if let moved { return moved }
        if last.explanation.reason == ReasonCode.offered.word, last.count >= Self.patience { return deafness(last) }
        return last.explanation.diagnosis
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

    /// A NAK, and then an address of another network.
    private var moved: Diagnosis? {
        guard let last = story.last, last.explanation.reason == ReasonCode.leased.word,
            let address = last.explanation.address, last.explanation.diagnosis.cause == ReasonCode.leased.word,
            let refusal = story.last(where: { $0.explanation.diagnosis.cause == "moved" }),
            last.last >= refusal.last, last.last - refusal.last <= Self.reach
        else { return nil }
        let gap = last.last - refusal.last
        let told = refusal.explanation.diagnosis.sentence.split(separator: ":").dropLast().joined(separator: ":")
        return Diagnosis(
            cause: "moved",
            sentence: "\(told.isEmpty ? "the client moved" : told): it got a NAK and took \(address) \(gap) s later",
            cure: "nothing: this is as it should be", rule: refusal.explanation.diagnosis.rule)
    }

    /// Offers that nobody takes.
    private func deafness(_ last: ClientReport.Event) -> Diagnosis {
        let address = last.explanation.address.map { "\($0)" } ?? "an address"
        return Diagnosis(
            cause: "offers-not-taken",
            sentence:
                "\(client) was offered \(address) \(last.count) times since \(TimeWords.text(last.first)) and never took "
                + "it: the offers do not reach it, or it takes another server's",
            cure:
                "`dhcp discover` on that link shows other servers, `dhcp doctor` what drops answers; with a relay see that "
                + "it can be reached from here")
    }
}
