import DHCP

/// Writes replies: their options in their order, and what a booting client needs.
///
/// Every reply has 53 and 54, an OFFER or ACK its lease time; then comes what the client asks for, in its order
/// (RFC 2131 section 4.3.1), then what answers an option of its own, its identifier (RFC 6842), and last what the relay
/// added (RFC 3046). Most clients of a place ask for the same, so the middle part is kept and written as a whole.
struct ReplyComposer: Sendable {
    private var blocks = OptionBlockCache()
    /// Memory for the options of the next replies.
    private var spares: [[UInt8]] = []
    /// More than a batch has answers at once is not kept, nor what a very long answer needed.
    private static let spareLimits = (count: 256, capacity: 2048)
    let addressing: ReplyAddressing

    init(addressing: ReplyAddressing) {
        self.addressing = addressing
    }

    /// Takes memory for the options of a later reply.
    mutating func reuse(_ octets: consuming [UInt8]) {
        let capacity = octets.capacity
        if capacity > 0, capacity <= Self.spareLimits.capacity, spares.count < Self.spareLimits.count {
            spares.append(octets)
        }
    }

    // MARK: Replies

    /// An OFFER or ACK, and the terms that decided about it; without a `leaseTime` the client gets parameters only.
    ///
    /// `offered` are the terms of an OFFER that the client takes. Options that find no room are added to `dropped`.
    mutating func compose(
        _ type: DHCPMessageType, yiaddr: IPv4Address, to exchange: borrowing Exchange, from server: ServerName,
        scope: OptionScope, offered: OfferTerms? = nil, leaseTime: UInt32?, isRapid: Bool = false,
        dropped: inout [DHCPOptionCode]
    ) -> (reply: DHCPReply, terms: OfferTerms) {
        let request = exchange.request.message
        var writer = begin(type, server, in: OptionWriter(reusing: &spares))
        if let leaseTime { writer.append(.leaseTime, leaseTime) }
        let entry = blocks.entry(
            of: scope, to: exchange, offered: offered, hasTerm: leaseTime != nil)
        append(entry.block, of: scope, leaseTime: leaseTime, to: &writer)
        let terms = entry.terms
        let address = yiaddr.isAny ? request.ciaddr : yiaddr
        if !scope.templates.isEmpty {
            scope.appendTemplates(to: &writer, asked: terms.requested, for: exchange, address: address)
        }
        if isRapid { writer.append(.rapidCommit, []) }
        // A client that selects a subnet drops replies without its selection (RFC 3011 section 2).
        if exchange.isSelectionKept { writer.copy(.subnetSelection, of: request) }
        if let name = ClientFQDN(answering: request, scope: scope) { writer.append(.clientFQDN, name.encodedOctets) }
        var reply = DHCPMessage(replyTo: request, type: type, yiaddr: yiaddr)
        if scope.boot != nil || scope.namesBootFile {
            Self.boot(&reply, &writer, terms, exchange: exchange, server: server, scope: scope, address)
        }
        // Clients and servers always say which machine it is (RFC 4578 section 2.3).
        if !scope.template.contains(.clientUUID) { writer.copy(.clientUUID, of: request) }
        dropped += finish(&reply, &writer, terms, exchange: exchange)
        return (self.address(reply, exchange, from: server), terms)
    }

    /// A NAK: no addresses, and of the options only 53, 54, 56, 61 and 82 (RFC 2131 table 3).
    func refuse(_ exchange: borrowing Exchange, because text: String) -> DHCPReply {
        var writer = begin(.nak, exchange.server)
        writer.append(.message, Array(text.utf8.prefix(255)))
        var reply = DHCPMessage(replyTo: exchange.request.message, type: .nak, yiaddr: .any)
        _ = finish(&reply, &writer, exchange: exchange)
        if reply.encodedCount > exchange.replyLimit { reply.options[.message] = nil }
        return address(reply, exchange, from: exchange.server)
    }

    /// An OFFER of no address, which says whether the client may choose one itself (RFC 2563 section 2).
    func offerNothing(_ exchange: borrowing Exchange, autoConfigure: AutoConfigure) -> DHCPReply {
        var writer = begin(.offer, exchange.server)
        writer.append(.autoConfigure, [autoConfigure.rawValue])
        if exchange.isSelectionKept { writer.copy(.subnetSelection, of: exchange.request.message) }
        var reply = DHCPMessage(replyTo: exchange.request.message, type: .offer, yiaddr: .any)
        _ = finish(&reply, &writer, exchange: exchange)
        return address(reply, exchange, from: exchange.server)
    }

    /// An answer to a LEASEQUERY, with `options` (RFC 4388 section 6.4).
    func answerQuery(
        _ type: DHCPMessageType, _ exchange: borrowing Exchange, ciaddr: IPv4Address,
        options: DHCPOptions = DHCPOptions()
    ) -> DHCPReply {
        let request = exchange.request.message
        var writer = begin(type, exchange.server)
        writer.octets += options.sequence
        var reply = DHCPMessage(replyTo: request, type: type, yiaddr: .any)
        reply.ciaddr = ciaddr
        reply.options = DHCPOptions(composed: writer.octets)
        // Whose identifier was asked for is said also when nothing is known of it (RFC 6842).
        if !reply.options.contains(.clientIdentifier) {
            reply.options.set(.clientIdentifier, ifPossible: request.options[raw: .clientIdentifier])
        }
        reply.fit(into: exchange.replyLimit, wanted: request.requestedOptions ?? [])
        return address(reply, exchange, from: exchange.server)
    }

    // MARK: Parts

    /// The reply on its way to the client, or the relay, from the address that fits the name it carries.
    func address(_ message: DHCPMessage, _ exchange: borrowing Exchange, from server: ServerName) -> DHCPReply {
        var addressing = addressing
        if exchange.alwaysBroadcasts { addressing.alwaysBroadcasts = true }
        var reply = DHCPReply(message: message, to: exchange.request, addressing: addressing)
        reply.origin.localAddress = server.source
        return reply
    }

    private func begin(
        _ type: DHCPMessageType, _ server: ServerName, in writer: consuming OptionWriter = OptionWriter()
    ) -> OptionWriter {
        var writer = writer
        writer.append(.messageType, type.rawValue)
        writer.append(.serverIdentifier, server.identifier.bitPattern)
        return writer
    }

    /// Ends the options with the client's identifier and the relay's information, and makes them fit.
    private func finish(
        _ reply: inout DHCPMessage, _ writer: inout OptionWriter, _ terms: OfferTerms? = nil,
        exchange: borrowing Exchange
    ) -> [DHCPOptionCode] {
        let request = exchange.request.message
        writer.copy(.clientIdentifier, of: request)
        // A broken option of a relay is not passed on.
        if exchange.relay != nil { writer.end(withRelayOf: request) }
        reply.options = DHCPOptions(composed: writer.octets)
        let limit = terms?.limit ?? exchange.replyLimit
        if reply.encodedCount <= limit { return [] }
        return reply.fit(into: limit, wantedOctets: terms?.requested ?? [])
    }

    /// Appends what the client asks for, or all there is when it does not say.
    private func append(
        _ block: OptionBlock, of scope: OptionScope, leaseTime: UInt32?, to writer: inout OptionWriter
    ) {
        let start = writer.octets.count
        writer.octets.append(contentsOf: block.octets)
        guard let leaseTime, let offset = block.timesOffset else { return }
        let times = scope.times.renewalAndRebinding(of: leaseTime)
        writer.overwrite(at: start + offset + 2, with: times.renewal)
        writer.overwrite(at: start + offset + 8, with: times.rebinding)
    }
}
