import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

/// Files that are right, and exactly what they mean.
@Suite struct ValueTests {
    private func parse(_ text: String) throws -> ServerConfiguration {
        let subnet = text.contains("subnets:") ? "" : "\nsubnets: [{ subnet: 192.0.2.0/24, pools: 192.0.2.0/25 }]"
        return try ServerConfiguration.parse(text + subnet, file: "f").configuration
    }

    @Test func everyKey() throws {
        let (configuration, warnings) = try ServerConfiguration.parse(
            """
            server:
              interfaces: [eth0, br-lan]
              listen: 10.0.0.1:67
              client-port: 1068
              identifier: 10.0.0.1
              authoritative: false
              replies: broadcast
            store: { path: /var/lib/dhcp/leases.sqlite }
            defaults: { lease-time: 12h, min-lease-time: 5m, max-lease-time: 7d, offer-time: 90s,
              decline-time: infinite, renewal-time: 45.5%, rebinding-time: 80% }
            option-definitions: [ { code: 224, name: rack, type: string } ]
            options: { domain-name-servers: [1.1.1.1, 9.9.9.9], rack: b12, 240: { hex: "0a0b" } }
            subnets:
              - subnet: 10.0.0.0/16
                interface: eth0
                relays: [10.9.0.2]
                shared-network: campus
                pools: [10.0.1.0-10.0.9.255, { range: 10.0.10.0/24 }]
                lease-time: 1h
                renewal-time: 40%
                options: { routers: [10.0.0.1], classless-static-routes: ["10.2.0.0/16 via 10.0.0.254"] }
              - { subnet: 10.1.0.0/16, shared-network: campus, pools: 10.1.0.128/25 }
            """, file: "f")
        #expect(warnings.map(\.path) == ["defaults.decline-time", "subnets[0].options.classless-static-routes"])
        #expect(configuration.server.interfaces == ["eth0", "br-lan"])
        #expect(configuration.server.listen == DHCPEndpoint(IPv4Address(10, 0, 0, 1), port: 67))
        #expect(configuration.store == .file("/var/lib/dhcp/leases.sqlite"))
        let leases = configuration.leases
        #expect(leases.identifier == IPv4Address(10, 0, 0, 1))
        #expect(leases.serverAddresses == [IPv4Address(10, 0, 0, 1)])
        #expect(!leases.isAuthoritative)
        #expect(leases.addressing == ReplyAddressing(clientPort: 1068, alwaysBroadcasts: true))
        let times = LeaseTimes(
            lease: 43_200, minimumLease: 300, maximumLease: 604_800, offer: 90, decline: .max, renewalPermille: 455,
            rebindingPermille: 800)
        #expect(leases.times == times)
        #expect(leases.options.codes == [6, 224, 240])
        #expect(leases.options[.domainNameServer] == [IPv4Address(1, 1, 1, 1), IPv4Address(9, 9, 9, 9)])
        #expect(leases.options[raw: 224] == Array("b12".utf8))
        #expect(leases.options[raw: 240] == [10, 11])
        let subnet = try #require(leases.subnets.first)
        #expect(subnet.prefix == IPv4Prefix("10.0.0.0/16"))
        #expect(subnet.interface == "eth0")
        #expect(subnet.relays == [IPv4Address(10, 9, 0, 2)])
        #expect(subnet.sharedNetwork == "campus")
        #expect(subnet.pools.map { "\($0.range)" } == ["10.0.1.0-10.0.9.255", "10.0.10.0-10.0.10.255"])
        var own = times
        (own.lease, own.renewalPermille) = (3600, 400)
        #expect(subnet.times == own)
        #expect(subnet.options[.classlessStaticRoute]?.routes.map(\.description) == ["10.2.0.0/16 via 10.0.0.254"])
        #expect(leases.subnets.last?.times == nil)
        #expect(leases.subnets.last?.pools.map { "\($0.range)" } == ["10.1.0.128-10.1.0.255"])
    }

    /// There is nothing to serve, and `serve` refuses such a file.
    @Test(arguments: ["", "# nothing\n", "---\n...\n", "~", "{}", "subnets:\nserver:\noptions:\n"])
    func nothing(text: String) {
        let errors = #expect(throws: ConfigurationErrors.self) { try ServerConfiguration.parse(text, file: "f") }
        #expect(
            errors?.diagnostics.map(\.message) == [
                "no subnets: nobody gets an address; add one, as in subnets: [{ subnet: 10.0.0.0/16, pools: "
                    + "[10.0.1.0-10.0.9.255] }]"
            ])
    }

    @Test func storeInMemory() throws {
        #expect(try parse("store: { memory: true }").store == .memory)
        #expect(try parse("store: { memory: false, path: a }").store == .file("a"))
        #expect(try parse("store: { }").store == .file("leases.sqlite"))
    }

    /// Each option as a file writes it and its octets.
    @Test(
        arguments: [
            ("routers: 10.0.0.1", 3, [10, 0, 0, 1]),
            ("router: [10.0.0.1, 10.0.0.2]", 3, [10, 0, 0, 1, 10, 0, 0, 2]),
            ("3: {hex: \"0a:0b\"}", 3, [10, 11]),
            ("\"12\": 123", 12, [49, 50, 51]),
            ("host-name: 010", 12, [48, 49, 48]),
            ("host-name: yes", 12, [121, 101, 115]),
            ("host-name: 12:34", 12, [49, 50, 58, 51, 52]),
            ("host-name: \"null\"", 12, [110, 117, 108, 108]),
            ("host-name: {string: é}", 12, [0xC3, 0xA9]),
            ("time-offset: -3600", 2, [0xFF, 0xFF, 0xF1, 0xF0]),
            ("interface-mtu: 1500", 26, [5, 220]),
            ("default-ip-ttl: 64", 23, [64]),
            ("arp-cache-timeout: 4294967295", 35, [255, 255, 255, 255]),
            ("ip-forwarding: true", 19, [1]),
            ("path-mtu-plateau-table: [68, 1500]", 25, [0, 68, 5, 220]),
            ("policy-filter: 10.1.0.0/255.255.0.0", 21, [10, 1, 0, 0, 255, 255, 0, 0]),
            ("static-routes: [10.1.0.0 via 10.0.0.254]", 33, [10, 1, 0, 0, 10, 0, 0, 254]),
            ("classless-static-routes: 10.2.0.0/16 via 10.0.0.254", 121, [16, 10, 2, 10, 0, 0, 254]),
            ("domain-search: [a.b]", 119, [1, 97, 1, 98, 0]),
            ("sip-servers: 10.0.0.1", 120, [1, 10, 0, 0, 1]),
            ("sip-servers: [a]", 120, [0, 1, 97, 0]),
            ("slp-directory-agent: 10.0.0.1", 78, [0, 10, 0, 0, 1]),
            ("slp-service-scope: ab", 79, [0, 97, 98]),
            ("name-service-search: [6, 0]", 117, [0, 6, 0, 0]),
            ("240: {flag: true}", 240, []),
            (
                "vendor-specific: {1: {string: hello}, 2: {ip-address: 10.0.0.9}}", 43,
                [1, 5, 104, 101, 108, 108, 111, 2, 4, 10, 0, 0, 9]
            ),
            ("vendor-specific: {hex: 0102ff}", 43, [1, 2, 255]),
            ("vendor-identifying-options: {4491: {1: {uint8: 7}}}", 125, [0, 0, 17, 139, 3, 1, 1, 7]),
            ("240: {ip-address: [10.0.0.1, 10.0.0.2]}", 240, [10, 0, 0, 1, 10, 0, 0, 2]),
            ("240: {uint16: 258}", 240, [1, 2]),
            ("240: {boolean: false}", 240, [0]),
            ("240: {option-codes: [routers, 6]}", 240, [3, 6]),
            ("240: {hex: \"\"}", 240, []),
            ("client-uuid: {hex: 0001}", 97, [0, 1]),
        ] as [(String, UInt8, [UInt8])])
    func option(text: String, code: UInt8, octets: [UInt8]) throws {
        let options = try parse("options: {\(text)}").leases.options
        #expect(options[raw: DHCPOptionCode(rawValue: code)] == octets)
        #expect(options.codes.map(\.rawValue) == [code])
    }

    /// A definition of one's own goes before the registry's.
    @Test func ownDefinition() throws {
        let text =
            "options: {150: 7, x-1: [1.2.3.4]}\noption-definitions: [{code: 150, name: tftp, type: uint8}, "
            + "{code: 224, name: x-1, type: ip-addresses}]"
        let options = try parse(text).leases.options
        #expect(options[raw: 150] == [7])
        #expect(options[raw: 224] == [1, 2, 3, 4])
    }

    /// Times that are not written give way to those that are.
    @Test(
        arguments: [
            ("lease-time: 48h", (300, 172_800, 172_800)),
            ("lease-time: 2m", (120, 120, 86_400)),
            ("min-lease-time: 2d", (172_800, 172_800, 172_800)),
            ("max-lease-time: 1h", (300, 3600, 3600)),
            ("max-lease-time: 1m", (60, 60, 60)),
            ("lease-time: infinite", (300, .max, .max)),
        ] as [(String, (UInt32, UInt32, UInt32))])
    func times(text: String, expected: (UInt32, UInt32, UInt32)) throws {
        let times = try parse("defaults: {\(text)}").leases.times
        #expect((times.minimumLease, times.lease, times.maximumLease) == expected)
    }

    @Test func anchorsAndMerges() throws {
        let text = """
            defaults: &times { lease-time: 1h, renewal-time: 40% }
            subnets:
              - &one { subnet: 10.0.0.0/24, pools: 10.0.0.0/25, lease-time: 2h, options: &o { routers: 10.0.0.1 } }
              - { <<: *one, subnet: 10.0.1.0/24, pools: 10.0.1.0/25, options: { host-name: a } }
              - { <<: [*times, *one], subnet: 10.0.2.0/24, pools: 10.0.2.0/25, options: { <<: *o, routers: 10.0.2.1 } }
            """
        let subnets = try parse(text).leases.subnets
        #expect(subnets.map { $0.times?.lease } == [7200, 7200, 3600])
        #expect(subnets.map { $0.options[.router]?.first?.description } == ["10.0.0.1", nil, "10.0.2.1"])
    }
}
