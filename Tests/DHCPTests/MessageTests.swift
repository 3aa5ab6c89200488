import DHCP
import Testing

@Suite("Messages")
struct MessageTests {
    @Test func `the DISCOVER of an Intel NUC reads in full and is encoded again octet for octet`() throws {
        let message = try DHCPMessage(decoding: Fixtures.nucDiscover)
        #expect(message.op == .bootRequest)
        #expect(message.xid == 0xD00E_8A9F)
        #expect(message.secs == 28)
        #expect(message.flags == 0x8000 && message.isBroadcast)
        #expect(message.hardwareAddress.octets == Fixtures.nucAddress)
        #expect(message.messageType == .discover)
        #expect(message.options[.maximumMessageSize] == 1472)
        #expect(message.options[.maximumMessageSize]?.payloadCount == 1444)
        #expect(message.options[.parameterRequestList]?.map(\.rawValue) == Fixtures.nucRequestList)
        #expect(message.options[.parameterRequestList]?.count == 36)
        #expect(message.options[.parameterRequestList]?.contains(.pxe135) == true)
        #expect(message.options[.clientUUID] == ClientUUID(octets: Fixtures.nucUUID))
        #expect(message.options[.clientNetworkInterface] == ClientNetworkInterface(major: 3, minor: 16))
        #expect(message.options[.clientArchitecture] == [.uefiX64])
        #expect(message.options[.vendorClassIdentifier]?.hasPrefix("PXEClient") == true)
        #expect(message.encode() == Fixtures.nucDiscover)
    }

    @Test func `the OFFER of a dnsmasq reads in full and is encoded again octet for octet`() throws {
        let message = try DHCPMessage(decoding: Fixtures.dnsmasqOffer)
        #expect(message.op == .bootReply)
        #expect(message.isBroadcast)
        #expect(message.yiaddr == IPv4Address(192, 168, 5, 17))
        #expect(message.siaddr == IPv4Address(192, 168, 5, 1))
        #expect(message.file.text == "/arch/boot/syslinux/lpxelinux.0")
        #expect(message.sname.isEmpty)
        #expect(message.messageType == .offer)
        #expect(message.options[.serverIdentifier] == IPv4Address(192, 168, 5, 1))
        #expect(message.options[.leaseTime] == 3600)
        #expect(message.options[.renewalTime] == 1800)
        #expect(message.options[.rebindingTime] == 3150)
        #expect(message.options[.subnetMask] == IPv4Address(255, 255, 255, 0))
        #expect(message.options[.broadcastAddress] == IPv4Address(192, 168, 5, 255))
        #expect(message.options[.router] == [IPv4Address(192, 168, 5, 1)])
        #expect(message.options[.tftpServerName] == "192.168.5.1")
        #expect(message.options[raw: .tftpServerName]?.last == 0)
        #expect(message.options[.pxelinuxPathPrefix] == "http://192.168.5.1/arch/")
        #expect(message.options[.pxelinuxConfigurationFile] == "boot/syslinux/archiso.cfg")
        #expect(message.options.codes.map(\.rawValue) == [53, 54, 51, 58, 59, 1, 28, 3, 66, 210, 209])
        #expect(message.encode() == Fixtures.dnsmasqOffer)
    }

    @Test func `a message made here has 300 octets at least, with zeros behind End`() throws {
        var message = DHCPMessage(op: .bootReply, xid: 7, hardwareAddress: HardwareAddress(1, 2, 3, 4, 5, 6))
        #expect(message.encode().count == 300)
        message.options[.messageType] = .ack
        let octets = message.encode()
        #expect(
            octets
                == Fixtures.datagram(
                    header: [2, 1, 6, 0, 0, 0, 0, 7, 0, 0, 0, 0], hardwareAddress: [1, 2, 3, 4, 5, 6],
                    options: [(53, [5])]))
        message.options[raw: 224] = [UInt8](repeating: 1, count: 200)
        #expect(message.encode().count == 240 + 3 + 202 + 1)
        #expect(message.encodedCount == message.encode().count)
        #expect(message.encode().last == 255)
    }

    @Test func `a buffer that is too small is left alone`() {
        let message = DHCPMessage(op: .bootReply)
        var buffer = [UInt8](repeating: 9, count: 299)
        #expect(buffer.withUnsafeMutableBytes { message.encode(into: $0) } == nil)
        #expect(buffer == [UInt8](repeating: 9, count: 299))
    }

    @Test func `53 goes first, 82 last, and the rest between in the order of setting`() {
        var message = DHCPMessage(op: .bootReply)
        message.options[raw: 82] = [1, 1, 9]
        message.options[.leaseTime] = 60
        message.options[.router] = [IPv4Address(10, 0, 0, 1)]
        message.options[.messageType] = .offer
        message.options[.subnetMask] = IPv4Address(255, 0, 0, 0)
        #expect(message.options.codes == [.messageType, .leaseTime, .router, .subnetMask, .relayAgentInformation])
        message.options[.leaseTime] = 120
        #expect(message.options.codes == [.messageType, .leaseTime, .router, .subnetMask, .relayAgentInformation])
        message.options[.router] = nil
        #expect(message.options.codes == [.messageType, .leaseTime, .subnetMask, .relayAgentInformation])
    }

    @Test(arguments: [
        Malformed("nothing", [], .truncatedHeader, at: 0),
        Malformed("no cookie's end", [UInt8](repeating: 0, count: 239), .truncatedHeader, at: 239),
        Malformed("no cookie", [UInt8](repeating: 1, count: 300), .missingCookie, at: 236),
        Malformed("too long", [UInt8](repeating: 1, count: 65_508), .tooLong, at: 65_507),
        Malformed(
            "op 3", Fixtures.datagram(header: [3, 1, 6, 0, 0, 0, 0, 1, 0, 0, 0, 0], options: []), .invalidOperation,
            at: 0),
        Malformed(
            "hlen 17", Fixtures.datagram(header: [1, 1, 17, 0, 0, 0, 0, 1, 0, 0, 0, 0], options: []),
            .invalidHardwareLength, at: 2),
        Malformed(
            "a code alone", Fixtures.datagram(options: [(53, [1])], end: false, minimum: 0) + [12], .truncatedOption,
            at: 243),
        Malformed(
            "a cut value", Fixtures.datagram(options: [(53, [1])], end: false, minimum: 0) + [12, 3, 65, 66],
            .truncatedOption, at: 243),
        Malformed("overload 0", Fixtures.datagram(options: [(52, [0])]), .invalidValue, at: 242),
        Malformed("overload 4", Fixtures.datagram(options: [(52, [4])]), .invalidValue, at: 242),
        Malformed("overload of two octets", Fixtures.datagram(options: [(52, [1, 1])]), .invalidValue, at: 242),
    ])
    func `a datagram that is no message says why and where`(malformed: Malformed) throws {
        let error = try #require(throws: DHCPDecodingError.self) { try DHCPMessage(decoding: malformed.octets) }
        #expect(error.code == malformed.code)
        #expect(error.offset == malformed.offset)
    }

    @Test func `an error names the option`() throws {
        let octets = Fixtures.datagram(options: [(12, [])], end: false, minimum: 0).dropLast() + [9]
        let error = try #require(throws: DHCPDecodingError.self) { try DHCPMessage(decoding: Array(octets)) }
        #expect(error.description == "truncated-option at octet 240 in option 12 (host-name)")
    }

    @Test func `pads between options, a missing End and octets behind End are kept`() throws {
        let start = Fixtures.datagram(options: [], end: false, minimum: 0)
        for tail: [UInt8] in [[0, 0, 53, 1, 1, 0, 12, 1, 65], [53, 1, 1, 12, 1, 65, 255, 12, 1, 66], []] {
            let message = try DHCPMessage(decoding: start + tail)
            #expect(message.encode() == start + tail)
            #expect(message.options[.hostName] == (tail.isEmpty ? nil : "A"))
        }
    }

    @Test func `hardware lengths of 0 to 16 round-trip and all of chaddr is kept`() throws {
        for count: UInt8 in 0...16 {
            let octets = Fixtures.datagram(
                header: [1, 32, count, 0, 0, 0, 0, 1, 0, 0, 0, 0], hardwareAddress: Array(1...16), options: [(53, [1])])
            let message = try DHCPMessage(decoding: octets)
            #expect(message.hardwareAddress.octets == Array((1...16).prefix(Int(count))))
            #expect(message.encode() == octets)
        }
    }

    @Test func `every fixture cut at every octet reads or throws, and what reads is encoded again`() {
        for fixture in Fixtures.all {
            for count in 0...fixture.count {
                let cut = Array(fixture.prefix(count))
                guard let message = try? DHCPMessage(decoding: cut) else { continue }
                #expect(message.encode() == cut)
            }
        }
    }
}

/// A datagram with its fault; prints as its name, because 65,508 octets say little.
struct Malformed: CustomTestStringConvertible {
    let testDescription: String
    let octets: [UInt8]
    let code: DHCPDecodingError.Code
    let offset: Int

    init(_ name: String, _ octets: [UInt8], _ code: DHCPDecodingError.Code, at offset: Int) {
        testDescription = name
        self.octets = octets
        self.code = code
        self.offset = offset
    }
}
