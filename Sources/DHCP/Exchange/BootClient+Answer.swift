extension BootClient {
    /// Writes into an OFFER or ACK what this client loads next.
    ///
    /// Firmware differs in where it looks, so the same goes to every place: the server into `siaddr` and option 66, the
    /// file into `file` and option 67. A name too long for `file` stands in option 67 alone. Besides:
    ///
    /// - ``Program/pxe`` gets option 60 `PXEClient`, without which it takes the answer for one of plain DHCP, and in
    ///   option 43 discovery control 8 ("load the file you were told"). Without the latter, UEFI goes on to look for a
    ///   boot server on port 4011 (PXE specification 2.1, section 2.2).
    /// - ``Program/http`` gets option 60 `HTTPClient`, without which it drops the answer (UEFI specification 2.10,
    ///   section 24.7), and no server, because the URL names it.
    /// - ``Program/ipxe`` gets in option 175 a word not to wait for a second server that knows about booting.
    ///
    /// - Parameters:
    ///   - reply: the message to change; what it has else is kept.
    ///   - file: a name for the TFTP server; for HTTP boot a URL; iPXE takes either.
    ///   - server: the TFTP server.
    public func answer(_ reply: inout DHCPMessage, file: String, server: IPv4Address) {
        reply.file = FixedField(file) ?? FixedField()
        // Out of the reply, so that they are not copied.
        var options = DHCPOptions()
        swap(&options, &reply.options)
        options.changeBeforeLast { add(to: &$0, &reply, file: file, server: server) }
        reply.options = options
    }

    private func add(to options: inout DHCPOptions, _ reply: inout DHCPMessage, file: String, server: IPv4Address) {
        if file.isEmpty { options.remove(.bootFileName) }
        // One look at all instead of one for each option that is set.
        let present = options.codeSet
        func set(_ code: DHCPOptionCode, _ value: some DHCPOptionValue) {
            if present.contains(code) {
                options.set(code) { value.encode(into: &$0) }
            } else {
                options.append(code) { value.encode(into: &$0) }
            }
        }
        if !file.isEmpty { set(.bootFileName, file) }
        switch program {
        case .pxe:
            reply.siaddr = server
            set(.tftpServerName, "\(server)")
            set(.vendorClassIdentifier, program.vendorClass)
            var control = EncapsulatedOptions()
            control[Self.discoveryControl] = [Self.loadTheFile]
            control.hasEnd = true
            set(.vendorSpecificInformation, control)
        case .http:
            set(.vendorClassIdentifier, program.vendorClass)
        case .ipxe:
            reply.siaddr = server
            set(.tftpServerName, "\(server)")
            var control = EncapsulatedOptions()
            control[Self.noProxyDHCP] = [1]
            set(.etherboot, control)
        }
    }

    /// PXE_DISCOVERY_CONTROL, in option 43.
    private static let discoveryControl: UInt8 = 6
    /// Bit 3 of it: no discovery when a boot file is named.
    private static let loadTheFile: UInt8 = 8
    /// iPXE's `no-pxedhcp`, in option 175.
    private static let noProxyDHCP: UInt8 = 176
}
