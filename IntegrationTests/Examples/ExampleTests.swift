import Testing

extension Integration {
    /// The configurations in Examples, served to clients.
    @Suite struct ExampleTests {
        /// Names the bridge of the laboratory instead of `eth0`.
        private static let atBridge = ["eth0": "br0"]

        @Test("home.yaml leases addresses of its pool, and the printer's to the printer")
        func home() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                try await laboratory.server.use(address: "192.168.1.1/24")
                let printer = try Udhcpc(on: laboratory.clients[0], in: laboratory)
                try await printer.host.use(hardwareAddress: "52:54:00:12:34:56")
                let laptop = try Dhclient(on: laboratory.clients[1], in: laboratory)
                _ = try await Server.start(
                    in: laboratory, configuration: ExampleFile.text("home.yaml", replacing: Self.atBridge))

                #expect(try await printer.acquire() == "192.168.1.10")
                #expect(printer["hostname"] == "printer")
                #expect(printer["dns"] == "1.1.1.1 9.9.9.9")
                #expect(printer["router"] == "192.168.1.1")
                #expect(printer["lease"] == "43200")
                #expect(try await laptop.acquire() == "192.168.1.100")
            }
        }

        @Test("campus.yaml serves its own link, a shared network, single ports and guests behind ISC dhcrelay")
        func campus() async throws {
            try await Laboratory.open(.bridge(clients: 1)) { laboratory in
                let campus = try await CampusNetwork.build(in: laboratory)
                let printer = try Udhcpc(on: laboratory.client, in: laboratory)
                try await printer.host.use(hardwareAddress: "00:1b:21:3c:9d:f8")
                let reader = try Udhcpc(on: try await campus.addClient(1, at: .library), in: laboratory)
                let writer = try Dhclient(on: try await campus.addClient(2, at: .library), in: laboratory)
                let phone = try Udhcpc(
                    on: try await campus.addClient(3, at: .library), in: laboratory,
                    options: ["-V", "snom370", "-O", "tftp"])
                let atPort = try Udhcpc(on: try await campus.addClient(4, at: .libraryPort), in: laboratory)
                let guest = try Udhcpc(on: try await campus.addClient(5, at: .dormitory), in: laboratory)
                try await campus.startRelay()
                // The library's first subnet has one address left for readers, and dhcrelay names a port as the
                // interface is called, in which a slash can not stand.
                let configuration = try ExampleFile.text(
                    "campus.yaml",
                    replacing: ["10.1.1.0-10.1.14.255": "10.1.1.0-10.1.1.0", "lib-sw1/0/7": "lib-sw1-0-7"])
                _ = try await Server.start(in: laboratory, configuration: configuration)

                #expect(try await printer.acquire() == "10.0.1.10", "a reservation by hardware address")
                #expect(try await reader.acquire() == "10.1.1.0", "the first subnet of a shared network")
                #expect(reader["router"] == "10.1.0.1")
                #expect(try await writer.acquire() == "10.2.1.0", "its second subnet, when the first is full")
                #expect(try await atPort.acquire() == "10.1.0.21", "a reservation by circuit identifier")
                #expect(try await phone.acquire() == "10.1.15.0", "a pool for a class")
                #expect(phone["tftp"] == "phones.campus.example")
                #expect(phone["lease"] == "604800")
                #expect(try await guest.acquire() == "10.3.8.0", "a pool for clients at some ports")
                #expect(guest["dns"] == "10.3.0.53")
                #expect(guest["lease"] == "3600")
            }
        }

        @Test("pxe.yaml has each machine load what it can load, iPXE its script, and a reserved one what is its own")
        func pxe() async throws {
            try await Laboratory.open(.bridge(clients: 1)) { laboratory in
                let server = try laboratory.server
                try await server.use(address: "10.0.0.1/24")
                _ = try await Server.start(
                    in: laboratory, configuration: ExampleFile.text("pxe.yaml", replacing: Self.atBridge))
                let capture = try await Capture.start(in: laboratory, at: server)
                for machine in BootingMachine.allCases {
                    let client = try Udhcpc(
                        on: laboratory.client, in: laboratory, options: machine.options + Udhcpc.patient)
                    // One machine that boots in several ways keeps its address; udhcpc names itself by it.
                    #expect(try await client.acquire() == "10.0.0.100", "\(machine)")
                    try await client.vanish()
                }

                let packets = try await capture.packets(
                    until: { $0.type == .ack && $0.bootFile == BootingMachine.iPXE.file }, "an ACK with the script")
                let acknowledged = packets.filter { $0.type == .ack }
                #expect(acknowledged.map(\.bootFile) == BootingMachine.allCases.map(\.file))
                #expect(acknowledged.map(\.vendorClass) == ["PXEClient", "PXEClient", "HTTPClient", ""])
                #expect(packets.allSatisfy { $0.faults.isEmpty }, "\(Capture.summary(packets))")

                try await laboratory.client.use(hardwareAddress: "00:11:22:33:44:55")
                let build = try Udhcpc(
                    on: laboratory.client, in: laboratory, options: BootingMachine.bios.options)
                #expect(try await build.acquire() == "10.0.0.10", "a reservation")
                #expect(build["boot_file"] == "memtest.0", "what is booted is reserved, too")
                #expect(build["hostname"] == "build-1")
                try await build.vanish()

                try await laboratory.client.use(hardwareAddress: "02:77:00:00:00:99")
                let desk = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(try await desk.acquire() == "10.0.0.200", "the pool for machines that do not install")
                #expect(desk["boot_file"] == nil)
            }
        }

        /// What asks for an address while a machine boots.
        enum BootingMachine: CaseIterable {
            case bios
            case uefi
            case uefiHTTP
            case iPXE

            /// How udhcpc speaks so: vendor class (60), architecture (93), user class (77).
            var options: [String] {
                switch self {
                case .bios: ["-V", "PXEClient:Arch:00000:UNDI:002001", "-x", "0x5d:0000"]
                case .uefi: ["-V", "PXEClient:Arch:00007:UNDI:003001", "-x", "0x5d:0007"]
                case .uefiHTTP: ["-V", "HTTPClient:Arch:00016:UNDI:003001", "-x", "0x5d:0010"]
                case .iPXE: ["-V", "PXEClient:Arch:00000:UNDI:002001", "-x", "0x5d:0000", "-x", "0x4d:69505845"]
                }
            }

            /// What Examples/pxe.yaml has it load.
            var file: String {
                switch self {
                case .bios: "undionly.kpxe"
                case .uefi: "ipxe.efi"
                case .uefiHTTP: "http://10.0.0.1/ipxe.efi"
                case .iPXE: "http://10.0.0.1/boot.ipxe"
                }
            }
        }
    }
}
