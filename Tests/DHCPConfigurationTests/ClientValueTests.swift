import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

/// Reservations, classes, boot settings and limits that are right, and exactly what they mean.
@Suite struct ClientValueTests {
    private func parse(_ text: String) throws -> LeaseConfiguration {
        let subnet = text.contains("subnets:") ? "" : "\nsubnets: [{ subnet: 192.0.2.0/24, pools: 192.0.2.0/25 }]"
        return try ServerConfiguration.parse(text + subnet, file: "f").configuration.leases
    }

    private func reservation(_ text: String) throws -> Reservation {
        let leases = try parse("subnets: [{ subnet: 10.0.0.0/24, reservations: [{ hostname: a, \(text) }] }]")
        return try #require(leases.subnets.first?.reservations.first)
    }

    private func match(_ text: String) throws -> ClassMatch {
        try #require(parse("classes: [{ name: a, lease-time: 1h, match: { \(text) } }]").classes.first?.match)
    }

    @Test(
        arguments: [
            ("hw-address: 00-11-22-33-44-5F", .hardwareAddress(HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x5F))),
            ("hw-address: 0011.2233.445f", .hardwareAddress(HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x5F))),
            ("client-id: \"01:aa:bb\"", .clientIdentifier([1, 0xAA, 0xBB])),
            ("client-id: 01aabb", .clientIdentifier([1, 0xAA, 0xBB])),
            ("client-id: { string: ab }", .clientIdentifier([97, 98])),
            ("circuit-id: a/0", .circuitIdentifier([97, 47, 48])),
            ("circuit-id: 7", .circuitIdentifier([55])),
            ("remote-id: { hex: \"0a0b\" }", .remoteIdentifier([10, 11])),
            ("remote-id: { string: \"0a:0b\" }", .remoteIdentifier([48, 97, 58, 48, 98])),
        ] as [(String, Reservation.Identifier)])
    func identifiers(text: String, expected: Reservation.Identifier) throws {
        #expect(try reservation(text).identifier == expected)
    }

    @Test func otherHardware() throws {
        let address = try #require(HardwareAddress(type: .infiniband, octets: [0x80, 0, 0, 0x48]))
        #expect(try reservation("hw-address: 32/80:00:00:48").identifier == .hardwareAddress(address))
    }

    @Test func whatAReservationSays() throws {
        let reservation = try reservation(
            """
            client-id: 01, address: 10.0.0.9, options: { bootfile-name: special.efi }, lease-time: 1h,
            max-lease-time: 2h, boot: { profiles: [{ file: a }] }
            """)
        #expect(reservation.address == IPv4Address(10, 0, 0, 9))
        #expect(reservation.hostName == "a")
        #expect(reservation.options[.bootFileName] == "special.efi")
        #expect(reservation.times == LeaseTimeOverrides(lease: 3600, maximumLease: 7200))
        #expect(reservation.boot == BootSettings(profiles: [BootProfile(file: "a")]))
    }

    @Test(
        arguments: [
            ("vendor-class: PXEClient*", .vendorClass(OctetPattern(prefix: Array("PXEClient".utf8)))),
            ("vendor-class: [a, b]", .any([.vendorClass(OctetPattern([97])), .vendorClass(OctetPattern([98]))])),
            ("vendor-class: { hex: \"00*ff\" }", .vendorClass(OctetPattern(parts: [[0], [255]]))),
            ("user-class: iPXE", .userClass(OctetPattern(Array("iPXE".utf8)))),
            ("architecture: uefi-x64", .architecture(.uefiX64)),
            ("architecture: [0, 300]", .any([.architecture(.x86BIOS), .architecture(300)])),
            ("hw-address: \"00:11:*\"", .hardwareAddress(OctetPattern(prefix: [0, 0x11]))),
            ("hw-address: \"*:11:22:*:33\"", .hardwareAddress(OctetPattern(parts: [[], [0x11, 0x22], [0x33]]))),
            ("client-id: ff*", .clientIdentifier(OctetPattern(prefix: [255]))),
            ("circuit-id: eth*", .circuitIdentifier(OctetPattern(prefix: Array("eth".utf8)))),
            ("remote-id: { hex: \"*\" }", .remoteIdentifier(OctetPattern(parts: [[], []]))),
            ("requested-option: routers", .requestedOption(.router)),
            ("requested-option: 43", .requestedOption(43)),
            ("message-type: discover", .messageType(.discover)),
            ("option: { code: 60 }", .option(60, nil)),
            ("option: { code: vendor-class-identifier, equals: abc }", .option(60, OctetPattern(Array("abc".utf8)))),
            ("option: { code: 26, equals: 1500 }", .option(26, OctetPattern([5, 220]))),
            ("option: { code: 26, equals: { hex: \"00\" } }", .option(26, OctetPattern([0]))),
            ("option: { code: 240, equals: ab }", .option(240, OctetPattern([97, 98]))),
            ("option: { code: 93, prefix: { hex: \"0007\" } }", .option(93, OctetPattern(prefix: [0, 7]))),
            ("not: { message-type: inform }", .not(.messageType(.inform))),
            (
                "not: [{ message-type: inform }, { option: { code: 60 } }]",
                .not(.any([.messageType(.inform), .option(60, nil)]))
            ),
            (
                "any: [{ message-type: inform }, { option: { code: 60 } }]",
                .any([.messageType(.inform), .option(60, nil)])
            ),
            ("all: [{ option: { code: 60 } }]", .all([.option(60, nil)])),
            (
                "vendor-class: a, architecture: bios, not: { option: { code: 60 } }",
                .all([.vendorClass(OctetPattern([97])), .architecture(.x86BIOS), .not(.option(60, nil))])
            ),
            ("", .all([])),
        ] as [(String, ClassMatch)])
    func matches(text: String, expected: ClassMatch) throws {
        #expect(try match(text) == expected)
    }

    @Test func whatClassesAndPoolsSay() throws {
        let leases = try parse(
            """
            classes:
              - { name: acme, match: { vendor-class: acme }, lease-time: 2h, min-lease-time: 1h,
                  options: { vendor-specific: { 1: { string: hello }, 2: { ip-address: 10.0.0.9 } } } }
            subnets:
              - subnet: 10.0.0.0/24
                auto-configure: false
                boot: { profiles: [{ file: b }] }
                pools: [{ range: 10.0.0.128/25, classes: acme, lease-time: 30m, options: { routers: 10.0.0.2 } },
                  10.0.0.5]
              - { subnet: 10.0.1.0/24, auto-configure: true, pools: 10.0.1.0/24 }
            """)
        let member = try #require(leases.classes.first)
        #expect(member.name == "acme")
        #expect(member.times == LeaseTimeOverrides(lease: 7200, minimumLease: 3600))
        #expect(member.options[raw: 43] == [1, 5, 104, 101, 108, 108, 111, 2, 4, 10, 0, 0, 9])
        let subnet = try #require(leases.subnets.first)
        #expect(leases.subnets.map(\.autoConfigure) == [.doNotAutoConfigure, .autoConfigure])
        #expect(subnet.boot?.profiles == [BootProfile(file: "b")])
        #expect(subnet.pools.map(\.classes) == [["acme"], []])
        #expect(subnet.pools.map(\.times.lease) == [1800, nil])
        #expect(subnet.pools[0].options[.router] == [IPv4Address(10, 0, 0, 2)])
        #expect("\(subnet.pools[1].range)" == "10.0.0.5-10.0.0.5")
    }

    @Test func bootSettings() throws {
        let boot = try parse(
            """
            boot:
              next-server: 10.0.0.1
              server-name: boot.lab.example
              profiles:
                - { architecture: bios, file: undionly.kpxe }
                - { architecture: 300, file: x }
                - { architecture: uefi-x64-http, url: "http://10.0.0.1/ipxe.efi" }
                - { ipxe: true, url: "http://10.0.0.1/boot.ipxe" }
            """
        ).boot
        #expect(
            boot
                == BootSettings(
                    nextServer: IPv4Address(10, 0, 0, 1), serverName: "boot.lab.example",
                    profiles: [
                        BootProfile(architecture: .x86BIOS, file: "undionly.kpxe"),
                        BootProfile(architecture: 300, file: "x"),
                        BootProfile(architecture: .uefiX64HTTP, file: "http://10.0.0.1/ipxe.efi"),
                        BootProfile(isForIPXE: true, file: "http://10.0.0.1/boot.ipxe"),
                    ]))
    }

    @Test func behaviour() throws {
        let leases = try parse(
            """
            server: { client-ids: false }
            rapid-commit: true
            leasequery: { allow: [10.0.0.2, 10.1.0.0/16] }
            limits: { offers: 9, offers-per-relay: 8, offers-per-port: 7, new-leases-per-relay: 6,
              new-leases-per-port: 5, leases-per-relay: 4, leases-per-port: 3 }
            """)
        #expect(!leases.usesClientIdentifiers)
        #expect(leases.allowsRapidCommit)
        #expect(leases.leaseQueryRequesters.map(\.description) == ["10.0.0.2/32", "10.1.0.0/16"])
        #expect(
            leases.limits
                == ClientLimits(
                    offers: 9, offersPerRelay: 8, offersPerPort: 7, newLeasesPerRelay: 6, newLeasesPerPort: 5,
                    leasesPerRelay: 4, leasesPerPort: 3))
        let plain = try parse("")
        #expect(plain.usesClientIdentifiers && !plain.allowsRapidCommit && plain.leaseQueryRequesters.isEmpty)
        #expect(plain.limits == ClientLimits() && plain.boot == nil && plain.classes.isEmpty)
    }

    /// A lease time moves the bounds of a wider scope, and no bound that stands beside it.
    @Test func aNarrowerLeaseTimeMovesBounds() throws {
        let leases = try parse(
            """
            defaults: { min-lease-time: 2h, max-lease-time: 4h }
            subnets:
              - { subnet: 10.0.0.0/24, pools: 10.0.0.0/24, lease-time: 1h }
              - { subnet: 10.0.1.0/24, pools: 10.0.1.0/24, lease-time: 5h }
              - { subnet: 10.0.2.0/24, pools: 10.0.2.0/24, lease-time: 1h, min-lease-time: 90m }
            """)
        #expect(leases.times.lease == 14_400)
        #expect(leases.subnets.map { $0.times?.minimumLease } == [3600, 7200, 5400])
        #expect(leases.subnets.map { $0.times?.maximumLease } == [14_400, 18_000, 14_400])
    }
}
