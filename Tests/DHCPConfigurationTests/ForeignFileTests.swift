import DHCPConfiguration
import Foundation
import Testing

/// Files of other programs, which are told for what they are: one line, and none about YAML.
@Suite struct ForeignFileTests {
    struct Foreign: CustomTestStringConvertible {
        let program: String
        let line: Int
        let text: String
        var testDescription: String { program }

        init(_ program: String, line: Int, _ text: String) {
            (self.program, self.line, self.text) = (program, line, text)
        }
    }

    @Test(arguments: [
        Foreign("Kea", line: 2, "{\n\"Dhcp4\": { \"valid-lifetime\": 4000 }\n}"),
        Foreign("Kea", line: 4, "// main\n# networks\n{ /* all */\n  \"Dhcp4\": {\n  \"interfaces-config\": {}, }}"),
        Foreign(
            "ISC dhcpd", line: 2,
            "# dhcpd.conf\noption domain-name \"example.org\";\nsubnet 10.0.0.0 netmask 255.255.255.0 {\n  range 10.0.0.9;\n}"
        ),
        Foreign("ISC dhcpd", line: 1, "\tsubnet 10.0.0.0 netmask 255.255.255.0 {   \n}"),
        Foreign("ISC dhcpd", line: 1, "host a { hardware ethernet 00:11:22:33:44:55; fixed-address 10.0.0.9; }"),
        Foreign("dnsmasq", line: 2, "interface=eth0\ndhcp-range=10.0.0.10,10.0.0.99,12h\ndhcp-option=3,10.0.0.1"),
        Foreign("dnsmasq", line: 1, "dhcp-authoritative"),
        Foreign("dnsmasq", line: 1, "dhcp-host=00:11:22:33:44:55,10.0.0.9"),
        Foreign(
            "busybox udhcpd", line: 1, "start 192.168.0.20\nend 192.168.0.254\ninterface eth0\nopt dns 192.168.0.1"),
        Foreign("systemd-networkd", line: 1, "[Match]\nName=eth0\n[Network]\nDHCPServer=yes\n[DHCPServer]\nPoolSize=9"),
        Foreign("OpenWrt (UCI)", line: 1, "config dhcp 'lan'\n\toption start '100'\n\toption limit '150'"),
        Foreign("Cisco IOS", line: 2, "!\nip dhcp pool LAN\n network 10.0.0.0 255.255.255.0\n default-router 10.0.0.1"),
        Foreign("RouterOS", line: 1, "/ip pool add name=lan ranges=10.0.0.10-10.0.0.99"),
        Foreign("VyOS", line: 1, "set service dhcp-server shared-network-name LAN authoritative"),
        Foreign("coredhcp", line: 1, "server4:\n  plugins:\n    - dns: 8.8.8.8"),
        Foreign("Microsoft DHCP Server", line: 2, "<?xml version=\"1.0\"?>\n<DHCPServer>\n</DHCPServer>"),
    ])
    func configurations(foreign: Foreign) {
        #expect(
            DiagnosedText(foreign.text).printed == [
                "f:\(foreign.line):1: error: this is a configuration of \(foreign.program), which this server does not "
                    + "read; Documentation/Moving.md says what its statements are called here"
            ])
    }

    @Test(arguments: [
        Foreign("ISC dhcpd", line: 2, "# leases\nlease 10.0.0.9 {\n  starts 4 2024/01/01 00:00:00;\n}"),
        Foreign("Kea", line: 1, "address,hwaddr,client_id,valid_lifetime\n10.0.0.9,00:11:22:33:44:55,,4000"),
        Foreign(
            "dnsmasq", line: 1,
            "1700000000 00:11:22:33:44:55 10.0.0.9 a *\n1700000000 00:11:22:33:44:56 10.0.0.8 b 01:00:11:22:33:44:56"),
    ])
    func leases(foreign: Foreign) {
        #expect(
            DiagnosedText(foreign.text).printed == [
                "f:\(foreign.line):1: error: these are leases of \(foreign.program), no configuration; take them over by "
                    + "dhcp leases import"
            ])
    }

    /// A configuration of this server is none of another, whatever mistakes are in it.
    @Test(arguments: [
        "subnets: [{subnet: 10.0.0.0/24, options: {domain-name: \"option ;\"}}]\nserve: 1",
        "# dhcp-range=10.0.0.1 was before\nsubnets: [",
        "# interface eth0\n# start here\nsubnets: {",
        "subnetz:\n  - subnet: 10.0.0.0/24",
    ])
    func ownMistakesStayOwn(text: String) {
        #expect(!DiagnosedText(text).printed.contains { $0.contains("this server does not read") })
    }
}

/// The configurations in Examples that stand beside those of other servers.
@Suite struct CarriedOverTests {
    private let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples")

    @Test(arguments: [
        ("from-isc", "dhcpd.conf", "ISC dhcpd"), ("from-kea", "kea-dhcp4.conf", "Kea"),
        ("from-dnsmasq", "dnsmasq.conf", "dnsmasq"),
    ])
    func aTranslationIsServedAndItsOriginalIsKnown(name: String, original: String, program: String) throws {
        let review = try ConfigurationReview.load(examples.appending(path: "\(name).yaml").path)
        #expect(review.diagnostics.isEmpty)
        #expect(review.configuration != nil)
        let foreign = try ConfigurationReview.load(examples.appending(path: "originals/\(original)").path)
        #expect(foreign.diagnostics.count == 1)
        #expect(foreign.diagnostics.first?.message.hasPrefix("this is a configuration of \(program),") == true)
    }
}
