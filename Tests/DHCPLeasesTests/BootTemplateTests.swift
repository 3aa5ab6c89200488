import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Boot files and server names that are made of what the client has.
@Suite struct BootTemplateTests {
    private let one = HardwareAddress(0x52, 0x54, 0, 0x12, 0xAB, 1)

    private let settings = BootSettings(
        nextServer: .ten(9), serverName: "tftp-{host}",
        profiles: [
            BootProfile(isForIPXE: true, file: "http://10.0.0.9/{address}/{host}.ipxe"),
            BootProfile(architecture: .uefiX64HTTP, file: "http://10.0.0.9/{mac}.efi"),
            BootProfile(file: "cfg/{mac}-{circuit}.bin"),
        ])

    private func offer(_ fill: (inout DHCPOptions) -> Void = { _ in }) throws -> DHCPMessage {
        var fixture = try EngineFixture { $0.boot = settings }
        return try #require(fixture.send(.discover(one, options: fill)).reply?.message)
    }

    @Test func eachProgramLoadsItsOwnFile() throws {
        var relay = RelayAgentInformation()
        relay.circuitID = Array("eth1/7".utf8)
        let firmware = try offer {
            $0[.vendorClassIdentifier] = "PXEClient"
            $0[.hostName] = "web"
            $0[.relayAgentInformation] = relay
        }
        #expect(firmware.file.text == "cfg/52540012ab01-eth1-7.bin")
        #expect(firmware.options[.bootFileName] == "cfg/52540012ab01-eth1-7.bin")
        #expect(firmware.sname.text == "tftp-web")
        #expect(firmware.options[.tftpServerName] == "tftp-web")
        let loader = try offer {
            $0[.userClass] = UserClass(plain: "iPXE")
            $0[.hostName] = "../x"
        }
        #expect(loader.options[.bootFileName] == "http://10.0.0.9/10.0.0.100/..-x.ipxe")
        let web = try offer {
            $0[.vendorClassIdentifier] = "HTTPClient"
            $0[.clientArchitecture] = [.uefiX64HTTP]
        }
        #expect(web.options[.bootFileName] == "http://10.0.0.9/52540012ab01.efi")
    }

    @Test func aMachineThatDoesNotSayHowItBootsFindsItsFileInHeaderAndOptions() throws {
        let asking = try offer { $0[.parameterRequestList] = [.tftpServerName, .bootFileName] }
        #expect(asking.file.text == "cfg/52540012ab01-.bin")
        #expect(asking.sname.text == "tftp-")
        #expect(asking.options[.bootFileName] == "cfg/52540012ab01-.bin")
        #expect(asking.options[.tftpServerName] == "tftp-")
    }

    @Test func offerAndAcknowledgementNameTheSameFile() throws {
        var fixture = try EngineFixture { $0.boot = settings }
        let ack = try fixture.acquire(one) { $0[.userClass] = UserClass(plain: "iPXE") }
        #expect(ack.options[.bootFileName] == "http://10.0.0.9/10.0.0.100/.ipxe")
    }

    @Test func anOptionGoesBeforeAProfileAndIsSaidOnce() throws {
        var fixture = try EngineFixture {
            $0.boot = settings
            $0.options[.bootFileName] = "opt/{mac}"
            $0.optionRules.templates = [.bootFileName]
        }
        let asking = fixture.send(.discover(one) { $0[.parameterRequestList] = [.bootFileName] }).reply?.message
        #expect(asking?.options[.bootFileName] == "opt/52540012ab01")
    }

    @Test(arguments: [true, false])
    func aReservationNamesAFileMadeOfTheClient(booting: Bool) throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        var reservation = Reservation(.hardwareAddress(one), address: .ten(50))
        reservation.options[.bootFileName] = "own/{mac}-{address}"
        reservation.optionRules.templates = [.bootFileName]
        subnet.reservations = [reservation]
        var fixture = try EngineFixture(subnets: [subnet]) { $0.boot = settings }
        let offer = fixture.send(.discover(one) { if booting { $0[.vendorClassIdentifier] = "PXEClient" } })
        #expect(offer.reply?.message.file.text == "own/52540012ab01-10.0.0.50")
        #expect(offer.reply?.message.options[.bootFileName] == "own/52540012ab01-10.0.0.50")
    }

    @Test func aBOOTPClientGetsItsFileAndTextsToo() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24")
        var reservation = Reservation(.hardwareAddress(one), address: .ten(50), hostName: "rom")
        reservation.options[.rootPath] = "/srv/{host}"
        reservation.options[.meritDumpFile] = String(repeating: "{mac}", count: 5)
        reservation.optionRules.templates = [.rootPath, .meritDumpFile]
        subnet.reservations = [reservation]
        var fixture = try EngineFixture(subnets: [subnet]) { $0.boot = settings }
        let decision = fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one))
        let reply = try #require(decision.reply?.message)
        #expect(reply.file.text == "cfg/52540012ab01-.bin")
        #expect(reply.sname.text == "tftp-rom")
        #expect(reply.siaddr == .ten(9))
        #expect(reply.options[.rootPath] == "/srv/rom")
        #expect(decision.droppedOptions == [.meritDumpFile])
        #expect(reply.encodedCount == 300)
    }

    @Test func aBOOTPClientLoadsTheFileOfItsReservation() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24")
        var reservation = Reservation(.hardwareAddress(one), address: .ten(50))
        reservation.options[.bootFileName] = "{mac}.rom"
        reservation.optionRules.templates = [.bootFileName]
        subnet.reservations = [reservation]
        var fixture = try EngineFixture(subnets: [subnet])
        let reply = fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one)).reply?.message
        #expect(reply?.file.text == "52540012ab01.rom")
        #expect(reply?.siaddr == .ten(1))
    }

    @Test func aTraceSaysOnlyOfTextsThatTheyWereLeftOutWhichWere() throws {
        var fixture = try EngineFixture {
            $0.options[.tftpServerName] = "{mac}"
            $0.options[.rootPath] = "{mac}"
            $0.optionRules.templates = [.tftpServerName, .rootPath]
        }
        var trace = DecisionTrace()
        let message = DHCPMessage.discover(one) { $0[.parameterRequestList] = [.tftpServerName] }
        _ = fixture.engine.decide(
            DHCPRequest(message: message, origin: .test), at: fixture.now, tracing: &trace)
        let left = trace.steps.compactMap { step in
            if case .optionLeftOut(let code, let why) = step { "\(code.rawValue) \(why)" } else { nil }
        }
        #expect(left == ["17 notRequested"])
    }
}
