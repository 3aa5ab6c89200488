import DHCP
import DHCPLeases

/// The way to a decision in lines: what was asked, what was found, and what came of it.
struct DecisionChain {
    let message: ExplainedMessage
    let facts: NetworkFacts

    private var places: ConfiguredPlaces { ConfiguredPlaces(facts.configuration) }

    /// The lines, in the order in which the questions were asked.
    var lines: [ExplanationLine] {
        var lines = [asked]
        var absences: [DecisionTrace.OptionAbsence: [DHCPOptionCode]] = [:]
        for step in message.trace.steps {
            if case .optionLeftOut(let code, let absence) = step {
                absences[absence, default: []].append(code)
            } else {
                lines += self.lines(step)
            }
        }
        if let answer = lines.lastIndex(where: { $0.topic == "answer" }) {
            lines.insert(contentsOf: options(absences), at: answer)
        }
        if let sent { lines.append(sent) }
        return lines
    }

    private var asked: ExplanationLine {
        let request = message.request
        var words = ["\(message.typeName) by \(message.sourceWords)"]
        if let port = request.message.options[.relayAgentInformation]?.circuitID {
            words.append("port \(PortWords.text(port))")
        }
        let peer = request.origin.peer
        if !peer.address.isAny, peer.address != request.message.giaddr { words.append("sent from \(peer.address)") }
        if let address = message.namedAddress { words.append("for \(address)") }
        return ExplanationLine("asked", words.joined(separator: ", "))
    }

    private func lines(_ step: DecisionStep) -> [ExplanationLine] {
        switch step {
        case .sender(let sender): return sender == .client ? [] : [ExplanationLine("sender", sender.words)]
        case .subnet(let source, let address, let prefix): return [subnet(source, address, prefix)]
        case .memberOf(let name, let match):
            return [ExplanationLine("class", "\(name), as \(match.words)", rule: places.rule(ofClass: name))]
        case .classesByPolicy(let names):
            return [ExplanationLine("class", "by the policy: \(names.isEmpty ? "none" : names.listed(16))")]
        case .client(let client, let own): return clientLines(client, own)
        case .reservation(let identifier, let address):
            let rule = places.reservations { $0.identifier == identifier && $0.address == address }.first?.rule
            let what = address.map { "\($0)" } ?? "no address, but settings,"
            return [ExplanationLine("reserved", "\(what) for \(identifier)", rule: rule)]
        case .server(let named, let naming):
            return [ExplanationLine("server", "\(named.map { "\($0)" } ?? "none named"): \(naming.words)")]
        case .turn(let bucket, let owner, let turn):
            return [ExplanationLine("cluster", "bucket \(bucket) is that of \(owner ?? "nobody"): \(turn.words)")]
        case .address(let address, let source, let grant, let standing):
            return [self.address(address, source, grant, standing)]
        case .pool(let range, let finding): return [pool(range, finding)]
        case .policy(let proposed, let choice):
            return [ExplanationLine("policy", "of \(proposed.map { "\($0)" } ?? "no address"): \(choice.words)")]
        case .limit(let limit):
            return limit.map { [ExplanationLine("limits", "\($0.words) reached", rule: "limits")] } ?? []
        case .probe(let address, let finding): return [ExplanationLine("probe", "\(address) \(finding.sentence)")]
        case .termsOfOffer: return [ExplanationLine("terms", "options and times as they were offered")]
        case .leaseTime(let asked, let given, let times): return [time(asked, given, times)]
        case .optionLeftOut: return []
        case .decided(let kind, let reason): return [answer(kind, reason)]
        }
    }

    private func subnet(
        _ source: DecisionTrace.SubnetSource, _ address: IPv4Address, _ prefix: IPv4Prefix?
    ) -> ExplanationLine {
        guard let prefix else {
            return ExplanationLine("subnet", "none by \(source.words) \(address): no subnet has it")
        }
        let rule = places.subnet(prefix).map { "subnets[\($0)].subnet" }
        return ExplanationLine("subnet", "\(prefix), by \(source.words) \(address)", rule: rule)
    }

    /// Who the client is, and what is not said elsewhere of its classes and reservations.
    private func clientLines(_ client: ClientIdentity, _ own: ClientIdentity?) -> [ExplanationLine] {
        let name = own.map { "\(client), which calls itself \($0)" } ?? "\(client)"
        let option = client.source == .clientIdentifier ? " (option 61)" : ""
        var lines = [ExplanationLine("client", name + option)]
        if message.classes.isEmpty, !facts.configuration.classes.isEmpty {
            lines.append(ExplanationLine("class", "none; it says \(message.vendorClassWords)"))
        }
        if !message.trace.hasReservation { lines += reservationsElsewhere }
        return lines
    }

    private var reservationsElsewhere: [ExplanationLine] {
        let others = places.reservations(for: message.request.message)
        if others.isEmpty {
            let hasAny = facts.configuration.subnets.contains { !$0.reservations.isEmpty }
            return hasAny ? [ExplanationLine("reserved", "nothing")] : []
        }
        return others.prefix(4).map { other in
            let subnet = facts.configuration.subnets[other.subnet].prefix
            let what = other.reservation.address.map { "\($0)" } ?? "no address, but settings,"
            return ExplanationLine(
                "reserved", "nothing here; \(what) in \(subnet)  <- plugged into the wrong network?", rule: other.rule)
        }
    }

    private func address(
        _ address: IPv4Address, _ source: DecisionTrace.AddressSource, _ grant: DecisionTrace.Grant,
        _ standing: DecisionTrace.Standing
    ) -> ExplanationLine {
        var text = "\(address), \(source.words): \(grant.words), \(standing.words)"
        let isOthers = standing == .leased || standing == .resting
        if isOthers, let holder = facts.holder(of: address) {
            text += " (\(holder.clientWords), until \(TimeWords.both(holder.end, at: facts.now)))"
        }
        return ExplanationLine("address", text)
    }

    private func pool(_ range: IPv4Range, _ finding: DecisionTrace.PoolFinding) -> ExplanationLine {
        let pool = facts.pools.first { $0.range == range }
        var text = "\(range): \(finding.words)"
        if finding == .otherClients, let pool {
            if !pool.classes.isEmpty { text += " (\(pool.classes.listed(4)))" }
            if pool.clients != .all { text += " (\(pool.clients.rawValue))" }
        } else if let pool {
            text += " (\(pool.free) of \(pool.capacity) free)"
        }
        return ExplanationLine("pool", text, rule: pool?.rule ?? places.rule(ofPool: range))
    }

    private func time(_ asked: UInt32?, _ given: UInt32, _ times: DecisionTrace.Times) -> ExplanationLine {
        let wish = asked.map { ", asked for \(TimeWords.length($0))" } ?? ""
        return ExplanationLine(
            "time",
            "\(TimeWords.length(given))\(wish); \(TimeWords.length(times.lease.seconds)) by \(times.lease.scope), from "
                + "\(TimeWords.length(times.minimum.seconds)) to \(TimeWords.length(times.maximum.seconds))")
    }

    private func options(_ absences: [DecisionTrace.OptionAbsence: [DHCPOptionCode]]) -> [ExplanationLine] {
        let order: [(DecisionTrace.OptionAbsence, String)] = [
            (.noRoom, "found no room"), (.notConfigured, "asked for, not configured"),
            (.notRequested, "configured, not asked for"),
        ]
        return order.compactMap { absence, words in
            guard let codes = absences[absence], !codes.isEmpty else { return nil }
            return ExplanationLine("options", "\(words): \(codes.map { "\($0)" }.listed(24))")
        }
    }

    private func answer(_ kind: DecisionKind, _ reason: ReasonCode) -> ExplanationLine {
        let option = message.option.map { "(\($0.rawValue))" } ?? ""
        let address = message.givenAddress.map { " of \($0)" } ?? ""
        let what = kind == .silence ? "none" : kind == .recorded ? "none is due" : kind.rawValue.uppercased() + address
        return ExplanationLine("answer", "\(what): \(message.reason.word)\(option)")
    }

    private var sent: ExplanationLine? {
        guard let reply = message.reply else { return nil }
        switch reply.destination {
        case .unicast(let endpoint): return ExplanationLine("sent", "to \(endpoint)")
        case .hardware(let hardware, let endpoint):
            return ExplanationLine("sent", "to \(hardware) as \(endpoint), which is not in use yet")
        case .broadcast(let endpoint): return ExplanationLine("sent", "to all on the link, \(endpoint)")
        }
    }
}

extension DecisionTrace.ProbeFinding {
    /// What is said of an address.
    fileprivate var sentence: String {
        switch self {
        case .due(let time):
            "would be asked for first (conflict-check), for \(Int(time / .milliseconds(1))) ms at most, and is given when nobody "
                + "answers"
        case .underWay: "is being asked for, and offered when nobody answers"
        case .silence: "was asked for, and nobody answered"
        case .inUse(let hardware): "was asked for: \(hardware.map { "\($0)" } ?? "somebody") uses it, so it rests"
        case .omitted: "was not asked for, as there was no time or too much to ask for"
        }
    }
}

/// A relay's name for a port, for people.
package enum PortWords {
    /// As text where it is one, else in hexadecimal.
    package static func text(_ octets: [UInt8]) -> String {
        let isText = !octets.isEmpty && octets.allSatisfy { (0x20...0x7E).contains($0) }
        return isText ? String(decoding: octets, as: UTF8.self) : octets.hexadecimal(separator: ":")
    }
}

extension DecisionTrace {
    var hasReservation: Bool {
        steps.contains { if case .reservation = $0 { true } else { false } }
    }
}

extension ExplainedMessage {
    /// The vendor class that the client sends, for people.
    var vendorClassWords: String {
        let vendor = request.message.options[.vendorClassIdentifier]
        return vendor.map { "vendor class \(String($0.prefix(64)).quoted)" } ?? "no vendor class (option 60)"
    }
}
