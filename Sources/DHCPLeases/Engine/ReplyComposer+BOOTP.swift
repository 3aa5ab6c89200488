import DHCP

extension ReplyComposer {
    /// What the vendor area of BOOTP has room for: 64 octets (RFC 951 section 3) without cookie and End.
    private static let vendorAreaCount = 59
    /// What goes there before all else.
    private static let mostNeeded: [DHCPOptionCode] = [
        .subnetMask, .router, .domainNameServer, .hostName, .domainName,
    ]

    /// A BOOTREPLY: an address for ever and vendor extensions, in 300 octets and without the options of DHCP
    /// (RFC 1534 section 2).
    ///
    /// Options that find no room are added to `dropped`; a long one leaves its room to shorter ones behind it. The rest
    /// of the header is the request's (RFC 951 section 7.3).
    func answerBOOTP(
        _ exchange: borrowing Exchange, from server: ServerName, yiaddr: IPv4Address, scope: OptionScope,
        dropped: inout [DHCPOptionCode]
    ) -> DHCPReply {
        let request = exchange.request.message
        var reply = DHCPMessage(replyTo: request, type: .offer, yiaddr: yiaddr)
        (reply.ciaddr, reply.secs, reply.hops) = (request.ciaddr, request.secs, request.hops)
        let file = scope.bootFile(of: BootClient(.pxe), request, yiaddr)
        if scope.boot != nil || file != nil {
            reply.siaddr = scope.boot?.nextServer ?? server.identifier
            reply.sname = scope.bootServerName(request, yiaddr).flatMap { FixedField($0) } ?? FixedField()
            reply.file = file.flatMap { FixedField($0) } ?? FixedField()
        }
        var relayed = OptionWriter(octets: [])
        if exchange.relay != nil { relayed.end(withRelayOf: request) }
        var octets: [UInt8] = []
        for code in Self.vendorExtensions(of: scope) {
            var longer = OptionWriter(octets: octets)
            if !scope.templates.contains(code) {
                scope.template.append(code, to: &longer.octets)
            } else if let value = scope.filledOption(code, request, yiaddr) {
                longer.append(code, value)
            }
            if code == .subnetMask || longer.octets.count + relayed.octets.count <= Self.vendorAreaCount {
                octets = longer.octets
            } else {
                dropped.append(code)
            }
        }
        reply.options = DHCPOptions(composed: octets + relayed.octets)
        return address(reply, exchange, from: server)
    }

    /// What a BOOTP client is told, what it needs most before all else; its file stands in the header.
    private static func vendorExtensions(of scope: OptionScope) -> [DHCPOptionCode] {
        let all = scope.template.codes + scope.templates
        let others = all.filter {
            !mostNeeded.contains($0) && $0 != .ipv6OnlyPreferred && !(scope.namesBootFile && $0 == .bootFileName)
        }
        return mostNeeded.filter(all.contains) + others
    }
}
