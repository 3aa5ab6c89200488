import DHCP
import Testing

@Suite("Option names and formats")
struct DefinitionTests {
    @Test(
        arguments: [
            ("routers", 3), ("domain-name-servers", 6), ("host-name", 12), ("hostname", 12), ("domain-name", 15),
            ("interface-mtu", 26), ("ntp-servers", 42), ("vendor-specific", 43), ("vendor-encapsulated-options", 43),
            ("lease-time", 51), ("dhcp-lease-time", 51), ("dhcp-server-identifier", 54), ("dhcp-message", 56),
            ("max-message-size", 57), ("dhcp-max-message-size", 57), ("vendor-class-identifier", 60),
            ("dhcp-client-identifier", 61), ("tftp-server-name", 66), ("bootfile-name", 67), ("boot-file-name", 67),
            ("domain-search", 119), ("classless-static-routes", 121), ("client-arch", 93), ("dhcp-agent-options", 82),
            ("mtu", 26), ("dns-server", 6), ("tftp-server", 66), ("netbios-ns", 44), ("nis+-domain", 64),
            ("netmask", 1),
            ("ip-forward-enable", 19), ("loader-pathprefix", 210),
            ("requested-address", 50), ("message-type", 53), ("parameter-request-list", 55), ("time-offset", 2),
        ] as [(String, DHCPOptionCode)])
    func `operators' names find the option`(name: String, code: DHCPOptionCode) {
        #expect(DHCPOptionDefinition(name: name)?.code == code)
    }

    @Test func `every definition is found by its code and its name, each once`() {
        #expect(Set(DHCPOptionDefinition.all.map(\.code)).count == DHCPOptionDefinition.all.count)
        #expect(Set(DHCPOptionDefinition.all.map(\.name)).count == DHCPOptionDefinition.all.count)
        for definition in DHCPOptionDefinition.all {
            #expect(DHCPOptionDefinition(definition.code) == definition)
            #expect(DHCPOptionDefinition(name: definition.name) == definition)
            #expect(definition.code.description == "\(definition.code.rawValue) (\(definition.name))")
        }
        for name in ["", "dhcp-", "nonsense", "Routers"] { #expect(DHCPOptionDefinition(name: name) == nil) }
        #expect(DHCPOptionDefinition(224) == nil)
        #expect(DHCPOptionCode(rawValue: 224).description == "224")
    }

    @Test(
        arguments: [
            (3, [10, 0, 0, 1, 10, 0, 0, 2], "10.0.0.1, 10.0.0.2"), (12, Array("box".utf8), "\"box\""),
            (12, [27, 91, 65], #""\u{1b}[A""#), (53, [1], "DISCOVER"),
            (55, [1, 3, 224], "1 (subnet-mask), 3 (routers), 224"),
            (2, [255, 255, 255, 255], "-1"), (19, [1], "true"), (57, [2, 64], "576"), (80, [], "present"),
            (61, [1, 2, 3], "01:02:03"), (77, Array("iPXE".utf8), "\"iPXE\""), (82, [1, 1, 9, 2, 0], "{1=09, 2=}"),
            (93, [0, 7], "uefi-x64"), (121, [0, 10, 0, 0, 1], "0.0.0.0/0 via 10.0.0.1"),
            (119, [1, 97, 0, 1, 98, 0], "a, b"),
            (43, [6, 1, 8, 255], "{6=08}"), (25, [0, 68, 1, 0], "68, 256"),
            (21, [1, 1, 1, 1, 2, 2, 2, 2], "1.1.1.1/2.2.2.2"),
            (224, [1, 255], "01ff"), (3, [1, 2, 3], "010203"), (80, [7], "07"), (82, [1, 9], "0109"),
        ] as [(DHCPOptionCode, [UInt8], String)])
    func `a value reads as one line, or in hexadecimal`(code: DHCPOptionCode, octets: [UInt8], text: String) {
        #expect(DHCPOptionDefinition.text(of: octets, for: code) == text)
    }

    @Test func `describing a malformed value says why`() throws {
        let routers = try #require(DHCPOptionDefinition(.router))
        let error = try #require(throws: DHCPDecodingError.self) { try routers.describe([1, 2, 3]) }
        #expect(error.description == "invalid-length at octet 0 in option 3 (routers)")
    }

    @Test func `an option of one's own has a definition and a key`() throws {
        let rack = DHCPOptionDefinition(code: 224, name: "rack", format: .string)
        #expect(try rack.describe(Array("b12".utf8)) == "\"b12\"")
        var message = DHCPMessage(op: .bootReply)
        message.options[.rack] = "b12"
        #expect(message.options[raw: 224] == Array("b12".utf8))
    }
}

extension DHCPOptionKey where Value == String {
    fileprivate static var rack: Self { .init(224) }
}
