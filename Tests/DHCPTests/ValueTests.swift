import DHCP
import Testing

@Suite("Structured values")
struct ValueTests {
    /// Reads the octets, and expects that writing gives them again.
    static func roundTrip<Value: DHCPOptionValue>(_ type: Value.Type = Value.self, _ octets: [UInt8]) throws -> Value {
        let value = try Value(decoding: octets)
        #expect(value.encodedOctets == octets)
        return value
    }

    /// Expects that reading the octets throws.
    static func expect<Value: DHCPOptionValue>(
        _ code: DHCPDecodingError.Code, at offset: Int, reading octets: [UInt8], as type: Value.Type
    ) throws {
        let error = try #require(throws: DHCPDecodingError.self) { try Value(decoding: octets) }
        #expect(error.code == code)
        #expect(error.offset == offset)
    }

    @Test func `relay agent information keeps order, empty sub-options and unknown ones`() throws {
        let octets: [UInt8] = [1, 3, 65, 66, 67, 0, 0, 19, 0, 255, 1, 9, 5, 4, 10, 1, 0, 0, 11, 4, 10, 0, 0, 9, 2, 0]
        var relay = try Self.roundTrip(RelayAgentInformation.self, octets)
        #expect(relay.circuitID == [65, 66, 67])
        #expect(relay.remoteID == [])
        #expect(relay.linkSelection == IPv4Address(10, 1, 0, 0))
        #expect(relay.serverIdentifierOverride == IPv4Address(10, 0, 0, 9))
        #expect(relay.relaySourcePort == [])
        #expect(relay.subscriberID == nil)
        #expect(relay[255] == [9])
        #expect(relay.subOptions.map(\.code.rawValue) == [1, 0, 19, 255, 5, 11, 2])
        relay.linkSelection = IPv4Address(10, 2, 0, 0)
        relay.remoteID = nil
        relay.subscriberID = [7]
        #expect(
            relay.octets == [1, 3, 65, 66, 67, 0, 0, 19, 0, 255, 1, 9, 5, 4, 10, 2, 0, 0, 11, 4, 10, 0, 0, 9, 6, 1, 7])
        #expect(try Self.roundTrip(RelayAgentInformation.self, [19, 2, 0, 0]).relaySourcePort == [0, 0])
        #expect(try RelayAgentInformation(decoding: [5, 3, 1, 2, 3]).linkSelection == nil)
    }

    @Test func `malformed relay agent information throws and stays readable as octets`() throws {
        try Self.expect(.truncatedOption, at: 3, reading: [1, 1, 9, 2, 5, 1], as: RelayAgentInformation.self)
        try Self.expect(.truncatedOption, at: 0, reading: [1], as: RelayAgentInformation.self)
        let message = try DHCPMessage(decoding: Fixtures.datagram(options: [(53, [1]), (82, [1, 1, 9, 2])]))
        #expect(message.options[.relayAgentInformation] == nil)
        #expect(message.options[raw: .relayAgentInformation] == [1, 1, 9, 2])
        let error = try #require(throws: DHCPDecodingError.self) {
            try message.options.value(for: .relayAgentInformation)
        }
        #expect(error.option == .relayAgentInformation)
    }

    @Test func `a long sub-option is divided and joined`() throws {
        var relay = RelayAgentInformation()
        relay.circuitID = [UInt8](repeating: 5, count: 300)
        relay.remoteID = []
        let again = try Self.roundTrip(RelayAgentInformation.self, relay.encodedOctets)
        #expect(again == relay)
        #expect(again.circuitID?.count == 300)
        #expect(again.remoteID == [])
    }

    @Test func `encapsulated options skip pads, stop at End and keep both`() throws {
        let octets: [UInt8] = [0, 6, 1, 8, 0, 10, 2, 65, 66, 255, 7, 9]
        var options = try Self.roundTrip(EncapsulatedOptions.self, octets)
        #expect(options.codes == [6, 10])
        #expect(options[6] == [8])
        #expect(options[7] == nil)
        #expect(options.hasEnd)
        #expect(try options.value(String.self, of: 10) == "AB")
        #expect(throws: DHCPDecodingError.self) { try options.value(UInt16.self, of: 6) }
        options.set(IPv4Address(10, 0, 0, 1), of: 8)
        options[6] = nil
        options[0] = [1]
        options[255] = [1]
        #expect(options.octets == [10, 2, 65, 66, 8, 4, 10, 0, 0, 1, 255])
        options.hasEnd = false
        #expect(options.octets == [10, 2, 65, 66, 8, 4, 10, 0, 0, 1])
        #expect(try Self.roundTrip(EncapsulatedOptions.self, []).codes == [])
        try Self.expect(.truncatedOption, at: 4, reading: [1, 1, 9, 0, 2, 5, 1], as: EncapsulatedOptions.self)
        try Self.expect(.truncatedOption, at: 3, reading: [1, 1, 9, 2], as: EncapsulatedOptions.self)
    }

    @Test func `vendor classes and options stand by enterprise`() throws {
        let classes = try Self.roundTrip(VendorIdentifyingClass.self, [0, 0, 0x11, 0x8B, 2, 65, 66, 0, 0, 0, 9, 0])
        #expect(classes.enterprises == [.cableLabs, .cisco])
        #expect(classes[.cableLabs] == [65, 66])
        #expect(classes[.cisco] == [])
        var options = try Self.roundTrip(VendorIdentifyingOptions.self, [0, 0, 0x0D, 0xE9, 3, 1, 1, 7])
        #expect(options[.broadbandForum]?[1] == [7])
        #expect(options.description == "{3561={1=07}}")
        var long = EncapsulatedOptions()
        long[1] = [UInt8](repeating: 1, count: 200)
        long[2] = [UInt8](repeating: 2, count: 200)
        options[.cisco] = long
        let again = try Self.roundTrip(VendorIdentifyingOptions.self, options.encodedOctets)
        #expect(again == options)
        #expect(again[.cisco] == long)
        try Self.expect(.invalidLength, at: 0, reading: [], as: VendorIdentifyingClass.self)
        try Self.expect(.truncatedOption, at: 0, reading: [0, 0, 0, 9], as: VendorIdentifyingClass.self)
        try Self.expect(.truncatedOption, at: 0, reading: [0, 0, 0, 9, 3, 1, 1], as: VendorIdentifyingOptions.self)
        try Self.expect(.truncatedOption, at: 0, reading: [0, 0, 0, 9, 2, 1, 1], as: VendorIdentifyingOptions.self)
        let many = (0..<65).flatMap { [0, 0, 0, UInt8($0), 0] as [UInt8] }
        #expect(throws: DHCPDecodingError.self) { try VendorIdentifyingClass(decoding: many) }
    }

    @Test func `a user class is a list or plain text`() throws {
        let list = try Self.roundTrip(UserClass.self, [3, 97, 98, 99, 1, 100])
        #expect(list.texts == ["abc", "d"])
        #expect(list == UserClass("abc", "d"))
        let plain = try Self.roundTrip(UserClass.self, Array("iPXE".utf8))
        #expect(plain.texts == ["iPXE"])
        #expect(plain.isPlain && plain == UserClass(plain: "iPXE"))
        #expect(try Self.roundTrip(UserClass.self, [0]).isPlain)
        #expect(UserClass([]) == nil && UserClass([[]]) == nil)
        #expect(UserClass([[UInt8](repeating: 0, count: 256)]) == nil)
        #expect(UserClass(plain: "\u{1}a") == nil)
        try Self.expect(.invalidLength, at: 0, reading: [], as: UserClass.self)
    }

    @Test func `rapid commit is there or not`() throws {
        var message = DHCPMessage(op: .bootRequest)
        #expect(message.options[.rapidCommit] == nil)
        message.options[.rapidCommit] = .present
        #expect(message.options[.rapidCommit] == .present)
        #expect(message.options[raw: .rapidCommit] == [])
        try Self.expect(.invalidLength, at: 0, reading: [1], as: OptionPresence.self)
    }

    @Test func `a client's full name is text or in the form of the wire`() throws {
        let wire = try Self.roundTrip(ClientFQDN.self, [5, 0, 0, 4, 104, 111, 115, 116, 3, 108, 97, 98, 0])
        #expect(wire.flags == [.serverUpdates, .canonicalEncoding])
        #expect(wire.name == "host.lab" && wire.isFullyQualified)
        #expect(wire == ClientFQDN(name: "host.lab.", flags: [.serverUpdates, .canonicalEncoding]))
        let partial = try Self.roundTrip(ClientFQDN.self, [4, 255, 255, 4, 104, 111, 115, 116])
        #expect(partial.name == "host" && !partial.isFullyQualified)
        let text = try Self.roundTrip(ClientFQDN.self, [1, 0, 0] + Array("host.lab".utf8))
        #expect(text.name == "host.lab")
        #expect(text.description == #"[S] "host.lab""#)
        #expect(try Self.roundTrip(ClientFQDN.self, [0, 0, 0]).name == "")
        #expect(ClientFQDN(name: "a..b") == nil)
        #expect(ClientFQDN(name: "a..b", flags: [])?.name == "a..b")
        try Self.expect(.invalidLength, at: 2, reading: [4, 0], as: ClientFQDN.self)
        try Self.expect(.invalidDomainName, at: 3, reading: [4, 0, 0, 9, 65], as: ClientFQDN.self)
        try Self.expect(.invalidDomainName, at: 3, reading: [4, 0, 0, 0xC0, 0], as: ClientFQDN.self)
    }

    @Test func `architectures are IANA's`() throws {
        let list = try Self.roundTrip([ClientArchitecture].self, [0, 0, 0, 7, 0, 16, 1, 0])
        #expect(list == [.x86BIOS, .uefiX64, .uefiX64HTTP, 256])
        #expect(list.map(\.description) == ["bios", "uefi-x64", "uefi-x64-http", "256"])
        #expect(ClientArchitecture(name: "uefi-arm64") == 11)
        #expect(ClientArchitecture(name: "arm-rpiboot") == 41)
        #expect(ClientArchitecture(name: "none") == nil)
        #expect(ClientArchitecture.uefiX64HTTP.isHTTP && ClientArchitecture.uefiX64HTTP.isUEFI)
        #expect(!ClientArchitecture.x86BIOS.isHTTP && !ClientArchitecture.x86BIOS.isUEFI)
        try Self.expect(.invalidLength, at: 2, reading: [0, 7, 0], as: [ClientArchitecture].self)
        try Self.expect(.invalidLength, at: 0, reading: [], as: [ClientArchitecture].self)
    }

    @Test func `PXE's interface and UUID`() throws {
        #expect(try Self.roundTrip(ClientNetworkInterface.self, [1, 3, 16]).description == "UNDI 3.16")
        try Self.expect(.invalidLength, at: 2, reading: [1, 3], as: ClientNetworkInterface.self)
        let octets = (0..<16).map { UInt8($0 * 17) }
        let uuid = try Self.roundTrip(ClientUUID.self, [0] + octets)
        #expect(uuid.type == 0 && uuid.octets == octets)
        #expect(uuid.description == "00112233-4455-6677-8899-aabbccddeeff")
        #expect(try Self.roundTrip(ClientUUID.self, octets).type == nil)
        #expect(ClientUUID(octets: [1]) == nil)
        try Self.expect(.invalidLength, at: 15, reading: Array(octets.dropLast()), as: ClientUUID.self)
        try Self.expect(.invalidLength, at: 17, reading: [0, 0] + octets, as: ClientUUID.self)
    }

    @Test func `classless routes have only the octets that count`() throws {
        let octets: [UInt8] =
            [0, 10, 0, 0, 1] + [8, 10, 10, 0, 0, 2] + [17, 10, 27, 128, 10, 0, 0, 3] + [32, 10, 1, 2, 3, 0, 0, 0, 0]
        let routes = try Self.roundTrip(ClasslessRoutes.self, octets)
        let texts = [
            "0.0.0.0/0 via 10.0.0.1", "10.0.0.0/8 via 10.0.0.2", "10.27.128.0/17 via 10.0.0.3",
            "10.1.2.3/32 via 0.0.0.0",
        ]
        #expect(routes.routes.map(\.description) == texts)
        #expect(routes.routes == texts.compactMap(ClasslessRoute.init))
        #expect(ClasslessRoute("10.0.0.0/8") == nil && ClasslessRoute("10.0.0.1/8 via 10.0.0.2") == nil)
        #expect(
            try ClasslessRoutes(decoding: [4, 255, 1, 1, 1, 1]).routes.first?.destination.description == "240.0.0.0/4")
        try Self.expect(.invalidValue, at: 5, reading: [0, 10, 0, 0, 1, 33, 1, 1, 1, 1, 1], as: ClasslessRoutes.self)
        try Self.expect(.invalidLength, at: 0, reading: [8, 10, 1, 1, 1], as: ClasslessRoutes.self)
        try Self.expect(.invalidLength, at: 0, reading: [], as: ClasslessRoutes.self)
    }

    @Test func `static routes and policy filters are pairs of addresses`() throws {
        let octets: [UInt8] = [10, 1, 0, 0, 10, 0, 0, 254, 10, 2, 0, 0, 10, 0, 0, 253]
        #expect(
            try Self.roundTrip([StaticRoute].self, octets).map(\.description) == [
                "10.1.0.0 via 10.0.0.254", "10.2.0.0 via 10.0.0.253",
            ])
        #expect(try Self.roundTrip([PolicyFilter].self, octets).first?.description == "10.1.0.0/10.0.0.254")
        try Self.expect(.invalidLength, at: 8, reading: Array(octets.dropLast()), as: [StaticRoute].self)
        try Self.expect(.invalidLength, at: 0, reading: [1, 2, 3, 4], as: [PolicyFilter].self)
    }

    @Test func `a client identifier is all its octets`() throws {
        let ethernet = try Self.roundTrip(ClientIdentifier.self, [1, 0, 17, 34, 51, 68, 85])
        #expect(ethernet.hardwareAddress == HardwareAddress(0, 17, 34, 51, 68, 85))
        #expect(ethernet == ClientIdentifier(HardwareAddress(0, 17, 34, 51, 68, 85)))
        #expect(ethernet.duid == nil && ethernet.iaid == nil)
        #expect(ethernet == ClientIdentifier("01:00:11:22:33:44:55"))
        #expect(ethernet.description == "01:00:11:22:33:44:55")
        let modern = try Self.roundTrip(ClientIdentifier.self, [255, 0, 0, 0, 7, 0, 4, 1, 2])
        #expect(modern.iaid == 7 && modern.duid == [0, 4, 1, 2])
        #expect(modern == ClientIdentifier(iaid: 7, duid: [0, 4, 1, 2]))
        #expect(modern.hardwareAddress == nil)
        #expect(try Self.roundTrip(ClientIdentifier.self, [255, 0, 0, 0, 7, 0, 4]).duid == nil)
        #expect(try Self.roundTrip(ClientIdentifier.self, [0, 65]).hardwareAddress == nil)
        #expect(try Self.roundTrip(ClientIdentifier.self, [1]).hardwareAddress == nil)
        #expect(ClientIdentifier(octets: []) == nil && ClientIdentifier("") == nil && ClientIdentifier("xx") == nil)
        try Self.expect(.invalidLength, at: 0, reading: [], as: ClientIdentifier.self)
    }

    @Test func `a message size is read from one, two or four octets and written as two`() throws {
        #expect(try MaximumMessageSize(decoding: [200]) == 200)
        #expect(try MaximumMessageSize(decoding: [5, 192]) == 1472)
        #expect(try MaximumMessageSize(decoding: [0, 0, 5, 192]) == 1472)
        #expect(try MaximumMessageSize(decoding: [1, 0, 0, 0]) == 65535)
        #expect((1472 as MaximumMessageSize).encodedOctets == [5, 192])
        #expect((100 as MaximumMessageSize).payloadCount == 548)
        try Self.expect(.invalidLength, at: 2, reading: [1, 2, 3], as: MaximumMessageSize.self)
        try Self.expect(.invalidLength, at: 0, reading: [], as: MaximumMessageSize.self)
    }

    @Test func `SIP servers are names or addresses`() throws {
        #expect(try Self.roundTrip(SIPServers.self, [0, 1, 97, 0]) == .names(#require(DomainNameList("a"))))
        #expect(try Self.roundTrip(SIPServers.self, [1, 10, 0, 0, 1]) == .addresses([IPv4Address(10, 0, 0, 1)]))
        try Self.expect(.invalidValue, at: 0, reading: [2, 1], as: SIPServers.self)
        try Self.expect(.invalidLength, at: 1, reading: [1], as: SIPServers.self)
        try Self.expect(.invalidLength, at: 5, reading: [1, 10, 0, 0, 1, 2], as: SIPServers.self)
        try Self.expect(.invalidDomainName, at: 1, reading: [0, 1], as: SIPServers.self)
    }

    @Test func `service location agents and scopes`() throws {
        let agents = try Self.roundTrip(SLPDirectoryAgents.self, [1, 10, 0, 0, 1])
        #expect(agents == SLPDirectoryAgents([IPv4Address(10, 0, 0, 1)], isMandatory: true))
        #expect(try Self.roundTrip(SLPDirectoryAgents.self, [0]).addresses.isEmpty)
        try Self.expect(.invalidLength, at: 0, reading: [], as: SLPDirectoryAgents.self)
        try Self.expect(.invalidLength, at: 4, reading: [1, 10, 0, 0], as: SLPDirectoryAgents.self)
        #expect(try Self.roundTrip(SLPServiceScope.self, [0, 97]) == SLPServiceScope("a"))
        try Self.expect(.invalidLength, at: 0, reading: [], as: SLPServiceScope.self)
    }

    @Test func `plain values keep to their lengths`() throws {
        #expect(try Self.roundTrip(Int32.self, [255, 255, 0xAB, 0xA0]) == -21600)
        #expect(try Self.roundTrip(Int16.self, [255, 254]) == -2)
        #expect(try Self.roundTrip(Int8.self, [255]) == -1)
        #expect(try Self.roundTrip(Bool.self, [1]))
        #expect(try Self.roundTrip([UInt16].self, [0, 1, 1, 0]) == [1, 256])
        #expect(try Self.roundTrip([DHCPOptionCode].self, [1, 255]) == [.subnetMask, .end])
        #expect(try Self.roundTrip([UInt8].self, []) == [])
        #expect(try String(decoding: [65, 0, 66, 0, 0]) == "A\0B")
        #expect(try String(decoding: [65, 0xFF]) == "A\u{FFFD}")
        try Self.expect(.invalidValue, at: 0, reading: [2], as: Bool.self)
        try Self.expect(.invalidLength, at: 1, reading: [1, 1], as: Bool.self)
        try Self.expect(.invalidLength, at: 3, reading: [1, 2, 3], as: UInt32.self)
        try Self.expect(.invalidLength, at: 4, reading: [1, 2, 3, 4, 5], as: IPv4Address.self)
        try Self.expect(.invalidLength, at: 4, reading: [1, 2, 3, 4, 5], as: [IPv4Address].self)
    }
}
