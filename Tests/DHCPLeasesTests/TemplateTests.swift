import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Options whose values are made of what the client has.
@Suite struct TemplateTests {
    private let one = HardwareAddress(0x52, 0x54, 0, 0x12, 0xAB, 1)

    private func fixture(_ text: String, always: Bool = false) throws -> EngineFixture {
        try EngineFixture {
            $0.options[raw: .tftpServerName] = Array(text.utf8)
            $0.optionRules = OptionRules(always: always ? [.tftpServerName] : [], templates: [.tftpServerName])
        }
    }

    private func name(_ fixture: inout EngineFixture, _ fill: (inout DHCPMessage) -> Void = { _ in }) -> String? {
        var message = DHCPMessage.discover(one) { $0[.parameterRequestList] = [.router, .tftpServerName] }
        fill(&message)
        return fixture.send(message).reply?.message.options[.tftpServerName]
    }

    @Test func wordsStandForWhatTheClientHas() throws {
        var fixture = try fixture("cfg/{mac}-{address}-{host}-{circuit}-{other}.cfg")
        var relay = RelayAgentInformation()
        relay.circuitID = Array("eth1/0/7".utf8)
        let filled = name(&fixture) {
            $0.options[.hostName] = "../x y"
            $0.options[.relayAgentInformation] = relay
        }
        #expect(filled == "cfg/52540012ab01-10.0.0.100-..-x-y-eth1-0-7-{other}.cfg")
        relay.circuitID = [0, 4]
        #expect(
            name(&fixture) { $0.options[.relayAgentInformation] = relay }
                == "cfg/52540012ab01-10.0.0.100--0004-{other}.cfg")
    }

    @Test func onlyToWhoeverAsksOrToAll() throws {
        var asked = try fixture("{mac}")
        #expect(name(&asked) { $0.options[.parameterRequestList] = [.router] } == nil)
        #expect(name(&asked) { $0.options[.parameterRequestList] = nil } == "52540012ab01")
        var all = try fixture("{mac}", always: true)
        #expect(name(&all) { $0.options[.parameterRequestList] = [.router] } == "52540012ab01")
    }

    @Test func aNarrowerScopeSaysOtherwise() throws {
        var fixture = try EngineFixture {
            $0.options[raw: .tftpServerName] = Array("{mac}".utf8)
            $0.optionRules.templates = [.tftpServerName]
            var plain = DHCPOptions()
            plain[.tftpServerName] = "{mac}"
            $0.classes = [ClientClass("plain", match: .option(224, nil), options: plain)]
        }
        #expect(name(&fixture) == "52540012ab01")
        #expect(name(&fixture) { $0.options[raw: 224] = [1] } == "{mac}")
    }
}
