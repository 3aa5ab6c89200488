import DHCP
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct LinkCheckTests {
    @Test("an interface that is missing, off, without carrier or without address is named with its cure")
    func states() throws {
        var examination = try Patient.healthy()
        examination.named = ["eth7"]
        #expect(examination.finding()?.text == "there is no interface eth7")
        examination = try Patient.healthy()
        examination.link.addresses = []
        #expect(examination.finding()?.cure == "ip address add 10.77.0.1/24 dev eth0")
        examination.link.isRunning = false
        #expect(examination.finding()?.text.contains("no carrier") == true)
        examination.link.isUp = false
        #expect(examination.finding()?.cure == "ip link set eth0 up")
    }

    @Test("an address in no configured subnet is a problem")
    func wrongAddress() throws {
        var examination = try Patient.healthy()
        examination.link.addresses = [.init(IPv4Address(192, 168, 1, 1), prefixLength: 24)]
        let finding = try #require(examination.finding())
        #expect(finding.check == "interfaces" && finding.severity == .problem)
        #expect(finding.evidence == "192.168.1.1/24; configured: 10.77.0.0/24, 10.88.0.0/24")
    }

    @Test("another length of prefix than the subnet's is a warning")
    func prefix() throws {
        var examination = try Patient.healthy()
        examination.link.addresses = [.init(IPv4Address(10, 77, 0, 1), prefixLength: 16)]
        #expect(examination.finding("interfaces")?.text == "its prefix is /16, and the subnet's is /24")
    }

    @Test("a port of a bridge is named with its bridge")
    func bridge() throws {
        var examination = try Patient.healthy()
        examination.host.links["eth0"]?.bridge = "br0"
        let finding = try #require(examination.finding())
        #expect(finding.text.contains("port of the bridge br0") && finding.cure?.contains("[br0]") == true)
    }

    @Test("MTUs that do not fit together are said")
    func mtu() throws {
        var examination = try Patient.healthy(
            Patient.configuration.replacing(
                "routers: [10.77.0.254]", with: "routers: [10.77.0.254], interface-mtu: 9000"))
        #expect(examination.finding()?.evidence == "interface-mtu is 9000, and the MTU of eth0 is 1500")
        examination = try Patient.healthy()
        examination.host.links["eth0"]?.ports = ["port1"]
        examination.host.links["port1"] = LinkFacts()
        examination.host.links["port1"]?.isBlocked = true
        examination.host.interfaces.append(NetworkInterface(index: 3, name: "port1", mtu: 9000))
        #expect(Diagnosis(examination).findings.count { $0.check == "links" && $0.severity == .warning } == 2)
        examination = try Patient.healthy()
        examination.host.links["eth0"]?.vlan = .init(20, of: "eno1")
        examination.host.interfaces.append(NetworkInterface(index: 3, name: "eno1", mtu: 1400))
        #expect(examination.finding("links")?.cure == "ip link set eth0 mtu 1400")
    }

    @Test("checksums left to nobody and a strict reverse path are said")
    func rest() throws {
        var examination = try Patient.healthy()
        examination.host.links["eth0"]?.driver = "veth"
        examination.host.links["eth0"]?.leavesChecksums = true
        #expect(examination.finding("offload")?.cure == "ethtool -K eth0 tx off")
        examination.host.links["eth0"]?.reversePathFilter = 1
        #expect(examination.finding("rp_filter") == nil)
        examination.host.ways = [IPv4Address(10, 99, 0, 1): "eth1"]
        #expect(examination.finding("rp_filter")?.cure == "sysctl -w net.ipv4.conf.eth0.rp_filter=2")
    }

    @Test("without a name, the interfaces of the subnets are looked at, else those that may have clients")
    func choice() throws {
        var examination = try Patient.healthy(
            Patient.configuration.replacing("interfaces: [eth0], ", with: ""))
        examination.host.interfaces.append(
            NetworkInterface(index: 3, name: "eth1", hardwareAddress: Patient.stranger))
        #expect(examination.interfaces.map(\.name) == ["eth0"])
        examination.configured = nil
        #expect(examination.interfaces.map(\.name) == ["eth0", "eth1"])
        examination.host.links["eth1"] = LinkFacts()
        examination.host.links["eth1"]?.bridge = "br0"
        #expect(examination.interfaces.map(\.name) == ["eth0"])
    }
}
