import DHCP

extension ReplyComposer {
    /// Fills in what a machine boots, when the client is one that does.
    ///
    /// `address` is the one that the client gets, or has.
    static func boot(
        _ reply: inout DHCPMessage, _ writer: inout OptionWriter, _ terms: OfferTerms, exchange: borrowing Exchange,
        server: ServerName, scope: OptionScope, _ address: IPv4Address
    ) {
        let request = exchange.request.message
        guard let client = terms.boot else {
            return bootAnyMachine(&reply, &writer, terms, request, server: server, scope: scope, address)
        }
        guard let file = scope.bootFile(of: client, request, address) else { return }
        reply.options = DHCPOptions(composed: writer.take())
        client.answer(&reply, file: file, server: scope.boot?.nextServer ?? server.identifier)
        if scope.namesVendorOptions, client.program == .pxe {
            reply.options[raw: .vendorSpecificInformation] = scope.options[raw: .vendorSpecificInformation]
        }
        if client.program != .http, let name = scope.bootServerName(request, address) {
            reply.sname = FixedField(name) ?? FixedField()
            reply.options[.tftpServerName] = name
        }
        writer.octets = reply.options.sequence
        reply.options = DHCPOptions()
    }

    /// Tells a machine that does not say how it boots of the file for all machines: in the header, where boot loaders
    /// for devices look, and in the options that it asks for.
    private static func bootAnyMachine(
        _ reply: inout DHCPMessage, _ writer: inout OptionWriter, _ terms: OfferTerms,
        _ request: borrowing DHCPMessage, server: ServerName, scope: OptionScope, _ address: IPv4Address
    ) {
        guard let boot = scope.boot, let file = scope.bootFile(of: nil, request, address) else { return }
        let server = boot.nextServer ?? server.identifier
        let serverName = scope.bootServerName(request, address)
        reply.siaddr = server
        reply.sname = boot.isTemplate ? serverName.flatMap { FixedField($0) } ?? FixedField() : boot.serverNameField
        let isMade = boot.isTemplate || scope.namesBootFile
        reply.file = isMade ? FixedField(file) ?? FixedField() : boot.fileField
        let requested = terms.requested ?? []
        func tell(_ code: DHCPOptionCode, _ text: @autoclosure () -> String) {
            if requested.contains(code.rawValue), !scope.options.contains(code) {
                writer.append(code, Array(text().utf8))
            }
        }
        tell(.tftpServerName, serverName ?? "\(server)")
        tell(.bootFileName, file)
    }
}
