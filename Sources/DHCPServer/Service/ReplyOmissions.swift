import DHCP

/// Notices what an OFFER or ACK lacks, each omission of each callback once.
///
/// There are six callbacks and two options, so it remembers twelve omissions at most.
struct ReplyOmissions {
    /// What a callback forgot.
    struct Omission: Hashable, CustomStringConvertible {
        var callback: String
        var type: DHCPMessageType
        var option: DHCPOptionCode

        var description: String {
            "the callback `\(callback)` answers with \(type) without option \(option), which RFC 2131 table 3 demands; "
                + "clients may ignore it"
        }
    }

    private struct Key: Hashable {
        var callback: String
        var option: DHCPOptionCode
    }

    private var known: Set<Key> = []

    /// What `reply` lacks and was not said before.
    mutating func new(in reply: DHCPMessage, to request: DHCPRequest) -> [Omission] {
        guard let type = reply.messageType, type == .offer || type == .ack else { return [] }
        var missing: [DHCPOptionCode] = []
        if !reply.options.contains(.serverIdentifier) { missing.append(.serverIdentifier) }
        // An answer to INFORM gives no lease.
        if request.message.messageType != .inform, !reply.options.contains(.leaseTime) { missing.append(.leaseTime) }
        if missing.isEmpty { return [] }
        let callback = request.message.callbackName
        return missing.compactMap { option in
            guard known.insert(Key(callback: callback, option: option)).inserted else { return nil }
            return Omission(callback: callback, type: type, option: option)
        }
    }
}

extension DHCPMessage {
    /// The callback of a ``DHCPHandler`` that gets the message.
    fileprivate var callbackName: String {
        guard op == .bootRequest else { return "other" }
        switch messageType {
        case .discover: return "discover"
        case .request: return "request"
        case .decline: return "decline"
        case .release: return "release"
        case .inform: return "inform"
        default: return "other"
        }
    }
}
