import DHCP

/// Writes the options of a reply in their order: what every reply has, what the client asks for in its order
/// (RFC 2131 section 4.3.1), then its identifier (RFC 6842) and what the relay added (RFC 3046).
struct ReplyComposer {
    let request: DHCPRequest
    let addressing: ReplyAddressing
    /// Option 54.
    let serverIdentifier: IPv4Address

    /// The lease that an OFFER or ACK gives; without it the client gets parameters only.
    struct Term {
        var lease: UInt32
        var times: LeaseTimes
    }

    /// An OFFER or ACK.
    ///
    /// The second value names options that found no room.
    func compose(
        _ type: DHCPMessageType, yiaddr: IPv4Address, subnet: PlannedSubnet, term: Term?
    ) -> (DHCPReply, [DHCPOptionCode]) {
        var options = begin(type)
        if let term { options.append(.leaseTime) { $0.write(term.lease) } }
        let requested = requestedCodes
        if let requested {
            appendRequested(requested, subnet: subnet, term: term, to: &options)
        } else {
            for code in subnet.template.codes { subnet.template.append(code, to: &options) }
        }
        if let term, requested.map({ Self.omitsTimes($0) && term.times.differFromClientDefaults }) ?? true {
            appendTimes(term, to: &options)
        }
        var reply = DHCPMessage(replyTo: request.message, type: type, yiaddr: yiaddr)
        request.message.options.withValue(of: .subnetSelection) { octets in
            // A client that selects a subnet drops replies without its selection (RFC 3011 section 2).
            options.append(.subnetSelection) { writer in octets.withUnsafeBytes { writer.write(contentsOf: $0) } }
        }
        end(&options)
        reply.options = options
        let dropped = reply.fit(into: maximumPayload, wanted: requested ?? [])
        return (DHCPReply(message: reply, to: request, addressing: addressing), dropped)
    }

    /// A NAK: no addresses, and of the options only 53, 54, 56, 61 and 82 (RFC 2131 table 3).
    func refuse(because text: String) -> DHCPReply {
        var options = begin(.nak)
        options.append(.message) { $0.write(contentsOf: text.utf8) }
        end(&options)
        var reply = DHCPMessage(replyTo: request.message, type: .nak, yiaddr: .any)
        reply.options = options
        if reply.encodedCount > maximumPayload { reply.options[.message] = nil }
        return DHCPReply(message: reply, to: request, addressing: addressing)
    }

    /// How much the client takes (option 57).
    private var maximumPayload: Int {
        (request.message.options[.maximumMessageSize] ?? .minimum).payloadCount
    }

    /// Options that the composer writes itself.
    static let own: Set<DHCPOptionCode> = [
        .messageType, .serverIdentifier, .leaseTime, .renewalTime, .rebindingTime, .clientIdentifier,
        .relayAgentInformation, .overload, .pad, .end, .requestedAddress, .parameterRequestList, .maximumMessageSize,
        .subnetSelection,
    ]

    /// What the client asks for, each code once; `nil` when it does not say.
    private var requestedCodes: [DHCPOptionCode]? {
        request.message.options.withValue(of: .parameterRequestList) { octets in
            var codes: [DHCPOptionCode] = []
            codes.reserveCapacity(octets.byteCount)
            var seen = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
            for offset in 0..<octets.byteCount {
                let code = octets.octet(at: offset)
                let bit = UInt64(1) << UInt64(code & 63)
                let known: Bool
                switch code >> 6 {
                case 0: (known, seen.0) = (seen.0 & bit != 0, seen.0 | bit)
                case 1: (known, seen.1) = (seen.1 & bit != 0, seen.1 | bit)
                case 2: (known, seen.2) = (seen.2 & bit != 0, seen.2 | bit)
                default: (known, seen.3) = (seen.3 & bit != 0, seen.3 | bit)
                }
                if !known { codes.append(DHCPOptionCode(rawValue: code)) }
            }
            return codes
        }
    }

    private static func omitsTimes(_ requested: [DHCPOptionCode]) -> Bool {
        !requested.contains(.renewalTime) && !requested.contains(.rebindingTime)
    }

    private func begin(_ type: DHCPMessageType) -> DHCPOptions {
        var options = DHCPOptions(minimumCapacity: 256)
        options.append(.messageType) { $0.write(type.rawValue) }
        options.append(.serverIdentifier) { $0.write(serverIdentifier) }
        return options
    }

    private func appendRequested(
        _ codes: [DHCPOptionCode], subnet: PlannedSubnet, term: Term?, to options: inout DHCPOptions
    ) {
        // The mask goes before the routers, wherever the client lists it (RFC 2132 section 3.3).
        var maskIsDue = codes.contains(.subnetMask)
        var timesAreDue = true
        for code in codes {
            if maskIsDue && (code == .subnetMask || code == .router) {
                subnet.template.append(.subnetMask, to: &options)
                maskIsDue = false
            }
            if timesAreDue, code == .renewalTime || code == .rebindingTime, let term {
                appendTimes(term, to: &options)
                timesAreDue = false
            }
            if code == .subnetMask { continue }
            subnet.template.append(code, to: &options)
        }
    }

    private func appendTimes(_ term: Term, to options: inout DHCPOptions) {
        let (renewal, rebinding) = term.times.renewalAndRebinding(of: term.lease)
        options.append(.renewalTime) { $0.write(renewal) }
        options.append(.rebindingTime) { $0.write(rebinding) }
    }

    private func end(_ options: inout DHCPOptions) {
        for code in [DHCPOptionCode.clientIdentifier, .relayAgentInformation] {
            request.message.options.withValue(of: code) { octets in
                if octets.isEmpty && code == .clientIdentifier { return }
                options.append(code) { writer in
                    octets.withUnsafeBytes { writer.write(contentsOf: $0) }
                }
            }
        }
    }
}
