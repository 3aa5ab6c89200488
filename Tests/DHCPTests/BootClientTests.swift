import DHCP
import DHCPTesting
import Testing

@Suite("Boot clients")
struct BootClientTests {
    static let server = IPv4Address(10, 0, 0, 1)

    static func discover(
        vendor: String? = nil, architecture: ClientArchitecture? = nil, fill: (inout DHCPOptions) -> Void = { _ in }
    ) throws -> DHCPMessage {
        .discover(try #require(HardwareAddress("02:00:00:00:00:01"))) { options in
            options[.vendorClassIdentifier] = vendor
            options[.clientArchitecture] = architecture.map { [$0] }
            fill(&options)
        }
    }

    @Test(
        "firmware is told by option 60, and its platform by option 93",
        arguments: [
            ("PXEClient:Arch:00000:UNDI:002001", 0, .pxe, .x86BIOS),
            ("PXEClient:Arch:00007:UNDI:003016", 7, .pxe, .uefiX64),
            ("PXEClient:Arch:00009:UNDI:003016", 9, .pxe, .uefiX64),
            ("PXEClient:Arch:00011:UNDI:003000", 11, .pxe, .uefiARM64),
            ("HTTPClient:Arch:00016:UNDI:003001", 16, .http, .uefiX64),
            ("HTTPClient:Arch:00017:UNDI:003001", 17, .http, .uefiX64),
            ("HTTPClient:Arch:00019:UNDI:003001", 19, .http, .uefiARM64),
            ("PXEClient", 4711, .pxe, 4711),
        ] as [(String, ClientArchitecture, BootClient.Program, ClientArchitecture)])
    func firmware(
        vendor: String, architecture: ClientArchitecture, program: BootClient.Program, platform: ClientArchitecture
    ) throws {
        let client = try #require(BootClient(try Self.discover(vendor: vendor, architecture: architecture)))
        #expect(client == BootClient(program, architecture))
        #expect(client.platform == platform)
    }

    @Test("without option 93 the architecture is read from option 60, and is BIOS when that has none")
    func withoutArchitecture() throws {
        for (vendor, architecture) in [
            ("PXEClient:Arch:00007:UNDI:003016", ClientArchitecture.uefiX64), ("PXEClient", .x86BIOS),
            ("PXEClient:Arch:", .x86BIOS), ("PXEClient:Arch:99999:UNDI:003016", .x86BIOS),
        ] {
            let message = try Self.discover(vendor: vendor)
            #expect(BootClient(message) == BootClient(.pxe, architecture), "\(vendor)")
        }
        let malformed = try Self.discover(vendor: "PXEClient:Arch:00007:UNDI:003016") {
            $0[raw: .clientArchitecture] = [7]
        }
        #expect(BootClient(malformed) == BootClient(.pxe, .uefiX64))
    }

    @Test("iPXE is told by its class, plain or in a list, or by its own options, though it says PXEClient")
    func iPXE() throws {
        let signs: [(inout DHCPOptions) -> Void] = [
            { $0[raw: .userClass] = Array("iPXE".utf8) },
            { $0[raw: .userClass] = [4] + Array("iPXE".utf8) },
            { $0[raw: .etherboot] = [177, 5, 1, 0x80, 0x86, 0x10, 0x0e, 19, 1, 1] },
        ]
        for sign in signs {
            let message = try Self.discover(
                vendor: "PXEClient:Arch:00007:UNDI:003010", architecture: .uefiX64, fill: sign)
            #expect(BootClient(message) == BootClient(.ipxe, .uefiX64))
        }
    }

    @Test("an operating system is no boot client", arguments: [nil, "MSFT 5.0", "dhcpcd-9.4.1:Linux", "udhcp 1.35.0"])
    func operatingSystem(vendor: String?) throws {
        #expect(BootClient(try Self.discover(vendor: vendor)) == nil)
        let classed = try Self.discover(vendor: vendor) { $0[.userClass] = UserClass("laptop") }
        #expect(BootClient(classed) == nil)
    }

    /// An offer for `client`, encoded and read again.
    static func offer(_ client: BootClient, file: String) throws -> DHCPMessage {
        let request = DHCPRequest(message: try discover { $0[raw: .relayAgentInformation] = [1, 1, 9] })
        var reply = request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 9)) { $0[.leaseTime] = 60 }
        client.answer(&reply, file: file, server: server)
        let codes = reply.options.codes
        #expect(codes.last == .relayAgentInformation)
        #expect(reply.options[.leaseTime] == 60)
        return try DHCPMessage(decoding: reply.encode())
    }

    @Test("PXE firmware gets the file in all places, its class again, and need not look for a boot server")
    func pxeAnswer() throws {
        let reply = try Self.offer(BootClient(.pxe, .uefiX64), file: "ipxe.efi")
        #expect(reply.siaddr == Self.server)
        #expect(reply.file.text == "ipxe.efi")
        #expect(reply.options[.tftpServerName] == "10.0.0.1")
        #expect(reply.options[.bootFileName] == "ipxe.efi")
        #expect(reply.options[.vendorClassIdentifier] == "PXEClient")
        #expect(reply.options[raw: .vendorSpecificInformation] == [6, 1, 8, 255])
        #expect(!reply.options.contains(.etherboot))
    }

    @Test("HTTP firmware gets a URL and its class again, and no TFTP server")
    func httpAnswer() throws {
        let reply = try Self.offer(BootClient(.http, .uefiX64HTTP), file: "http://10.0.0.1/ipxe.efi")
        #expect(reply.siaddr.isAny)
        #expect(reply.options[.bootFileName] == "http://10.0.0.1/ipxe.efi")
        #expect(reply.options[.vendorClassIdentifier] == "HTTPClient")
        #expect(!reply.options.contains(.vendorSpecificInformation))
        #expect(!reply.options.contains(.tftpServerName))
    }

    @Test("iPXE gets the script, and does not wait for another server")
    func iPXEAnswer() throws {
        let reply = try Self.offer(BootClient(.ipxe), file: "boot.ipxe")
        #expect(reply.siaddr == Self.server)
        #expect(reply.file.text == "boot.ipxe")
        #expect(reply.options[.bootFileName] == "boot.ipxe")
        #expect(reply.options[raw: .etherboot] == [176, 1, 1])
        #expect(!reply.options.contains(.vendorClassIdentifier))
        #expect(!reply.options.contains(.vendorSpecificInformation))
    }

    @Test("a name too long for the header stands in option 67 alone")
    func longName() throws {
        let url = "http://10.0.0.1/" + String(repeating: "a", count: 120)
        let reply = try Self.offer(BootClient(.http), file: url)
        #expect(reply.file.isEmpty)
        #expect(reply.options[.bootFileName] == url)
    }
}
