public import DHCP
import DHCPLeases

/// One way in which an answer differs from another.
public struct ReplyDifference: Hashable, Sendable {
    /// What kinds of differences there are; their words are stable.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// Another address is given.
        case address
        /// The client is refused where it was answered.
        case nak
        /// The client gets no answer where it got one.
        case silence
        /// The client is answered, or not refused, where it was not.
        case answer
        /// The lease time.
        case leaseTime = "lease-time"
        /// When the lease is renewed, as far as the client is told (options 58 and 59).
        case renewal
        /// What is booted: `siaddr`, `sname`, `file`.
        case boot
        /// The value of an option, or whether it is sent.
        case option
        /// The options are the same in another order.
        case order

        /// Whether the client does not keep the address that it had.
        public var losesAddress: Bool { self == .address || self == .nak || self == .silence }
    }

    /// What kind of difference it is.
    public let kind: Kind
    /// The option, when it is one's value.
    public let code: DHCPOptionCode?
    /// How it was; empty where that is each client's own.
    public let before: String
    /// How it is.
    public let after: String

    init(_ kind: Kind, _ code: DHCPOptionCode? = nil, before: String = "", after: String = "") {
        (self.kind, self.code, self.before, self.after) = (kind, code, before, after)
    }

    /// The difference for people, as in `option 6 (domain-name-servers): 10.0.0.1, now 10.0.0.2`.
    public var words: String {
        switch kind {
        case .address: "another address (\(after))"
        case .nak: "NAK: \(after)"
        case .silence: "no answer: \(after)"
        case .answer: "an answer (\(after)) instead of \(before)"
        case .leaseTime: "lease time \(before), now \(after)"
        case .renewal: "renewal \(before), now \(after)"
        case .boot: "boot \(before), now \(after)"
        case .option: "option \(code.map { "\($0)" } ?? ""): \(before), now \(after)"
        case .order: "the same options in another order"
        }
    }
}

/// What became of a message, as far as its client sees it.
struct ReplyOutcome: Sendable {
    /// The answer; `nil` for none.
    let message: DHCPMessage?
    /// Why, where it is known.
    let reason: ReasonCode?
    /// Whether an answer is due at all.
    let isDue: Bool

    init(_ decision: Decision) {
        (message, reason, isDue) = (decision.reply?.message, decision.reason, decision.kind != .recorded)
    }

    /// What a server was seen to answer.
    init(seen message: DHCPMessage?, isDue: Bool) {
        (self.message, self.reason, self.isDue) = (message, nil, isDue)
    }

    private var isNAK: Bool { message?.messageType == .nak }
    private var word: String {
        if let reason { return reason.word }
        guard let message else { return "silence" }
        return message.messageType?.description ?? "BOOTREPLY"
    }

    /// In what an outcome differs from this one.
    func differences(to other: ReplyOutcome) -> [ReplyDifference] {
        guard isDue, other.isDue else { return [] }
        switch (message, other.message) {
        case (nil, nil): return []
        case (nil, _?): return [ReplyDifference(.answer, before: word, after: other.word)]
        case (_?, nil):
            // Who was refused is told nothing worse.
            if isNAK { return [ReplyDifference(.answer, before: "NAK", after: "silence: \(other.word)")] }
            return [ReplyDifference(.silence, after: other.word)]
        case (let before?, let after?):
            if isNAK != other.isNAK {
                return isNAK
                    ? [ReplyDifference(.answer, before: "NAK", after: other.word)]
                    : [ReplyDifference(.nak, after: other.word)]
            }
            return isNAK ? [] : ReplyComparison(before: before, after: after).differences(reason: other.word)
        }
    }
}

/// Compares two answers.
private struct ReplyComparison {
    let before: DHCPMessage
    let after: DHCPMessage

    /// What tells nothing of the client: type, server, and what is only returned.
    private static let passedOver: Set<DHCPOptionCode> = [
        .messageType, .serverIdentifier, .relayAgentInformation, .clientIdentifier, .overload, .leaseTime, .renewalTime,
        .rebindingTime,
    ]

    func differences(reason: String) -> [ReplyDifference] {
        var differences: [ReplyDifference] = []
        if before.yiaddr != after.yiaddr { differences.append(ReplyDifference(.address, after: reason)) }
        if before.options[.leaseTime] != after.options[.leaseTime] {
            differences.append(ReplyDifference(.leaseTime, before: time(before), after: time(after)))
        }
        let (old, new) = (renewal(before), renewal(after))
        if old != new, before.options[.leaseTime] == after.options[.leaseTime] {
            differences.append(ReplyDifference(.renewal, before: old, after: new))
        }
        if boot(before) != boot(after) {
            differences.append(ReplyDifference(.boot, before: boot(before), after: boot(after)))
        }
        let changed = changedOptions
        differences += changed
        if changed.isEmpty, codes(before) != codes(after), Set(codes(before)) == Set(codes(after)) {
            differences.append(ReplyDifference(.order))
        }
        return differences
    }

    private var changedOptions: [ReplyDifference] {
        let all = Set(before.options.codes).union(after.options.codes).subtracting(Self.passedOver)
        return all.sorted { $0.rawValue < $1.rawValue }.compactMap { code in
            let (old, new) = (before.options[raw: code], after.options[raw: code])
            guard old != new else { return nil }
            return ReplyDifference(.option, code, before: text(old, code), after: text(new, code))
        }
    }

    private func codes(_ message: DHCPMessage) -> [DHCPOptionCode] {
        message.options.codes.filter { !Self.passedOver.contains($0) }
    }

    private func text(_ octets: [UInt8]?, _ code: DHCPOptionCode) -> String {
        octets.map { DHCPOptionDefinition.text(of: $0, for: code) } ?? "none"
    }

    private func time(_ message: DHCPMessage) -> String {
        message.options[.leaseTime].map { TimeWords.length($0) } ?? "none"
    }

    private func renewal(_ message: DHCPMessage) -> String {
        let (first, second) = (message.options[.renewalTime], message.options[.rebindingTime])
        if first == nil, second == nil { return "untold" }
        return
            "\(first.map { TimeWords.length($0) } ?? "untold") and \(second.map { TimeWords.length($0) } ?? "untold")"
    }

    private func boot(_ message: DHCPMessage) -> String {
        let file = String(decoding: message.file.octets.prefix { $0 != 0 }, as: UTF8.self)
        let name = String(decoding: message.sname.octets.prefix { $0 != 0 }, as: UTF8.self)
        let parts = [
            message.siaddr.isAny ? "" : "\(message.siaddr)", name.isEmpty ? "" : name.quoted,
            file.isEmpty ? "" : file.quoted,
        ]
        let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
        return text.isEmpty ? "nothing" : text
    }
}
