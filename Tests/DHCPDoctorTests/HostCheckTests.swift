import DHCP
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct HostCheckTests {
    @Test("another program at the port is named with the way to end it", arguments: [nil, "dnsmasq.service"])
    func port(unit: String?) throws {
        var examination = try Patient.healthy()
        examination.host.holders = [PortHolder(process: 812, name: "dnsmasq", interfaces: ["eth0"], unit: unit)]
        let finding = try #require(examination.finding())
        #expect(finding.severity == .problem && finding.text.hasPrefix("dnsmasq (process 812) has UDP port 67"))
        #expect(finding.cure == (unit == nil ? "kill 812" : "systemctl disable --now dnsmasq.service"))
    }

    @Test("a program that listens at another interface alone is in nobody's way")
    func elsewhere() throws {
        var examination = try Patient.healthy()
        examination.host.holders = [PortHolder(process: 812, name: "dnsmasq", interfaces: ["virbr0"])]
        #expect(examination.finding("port")?.severity == .ok)
    }

    @Test("this server at the port is as it should be, unless it lacks a capability")
    func own() throws {
        var examination = try Patient.healthy()
        var server = PortHolder(process: 5, name: "dhcp", interfaces: ["eth0"], isOwn: true, capabilities: 0x2400)
        examination.host.holders = [server]
        #expect(examination.finding("port")?.severity == .ok && examination.finding("rights")?.severity == .ok)
        server.capabilities = 0x400
        examination.host.holders = [server]
        let finding = try #require(examination.finding())
        #expect(finding.check == "rights" && finding.text.contains("CAP_NET_RAW"))
        #expect(finding.cure?.hasPrefix("setcap cap_net_bind_service,cap_net_raw+ep") == true)
    }

    @Test("where no server runs that is said, with the way to start it")
    func absent() throws {
        var examination = try Patient.healthy()
        examination.host.holders = []
        let finding = try #require(examination.finding())
        #expect(finding.check == "server" && finding.severity == .warning)
        #expect(finding.cure?.hasPrefix("dhcp serve --config dhcp.yaml") == true)
        examination.host.units = [UnitFile(name: "dhcp.service", texts: [])]
        #expect(examination.finding("server")?.cure?.hasPrefix("systemctl start dhcp.service") == true)
        examination.host.holders = [PortHolder(process: 812, name: "dnsmasq", interfaces: ["virbr0"])]
        #expect(examination.finding("server")?.severity == .warning, "what another program has elsewhere is no server")
        examination.configured = nil
        #expect(examination.finding("server") == nil)
    }

    @Test("a server of this kind that serves another configuration has the port")
    func otherConfiguration() throws {
        var examination = try Patient.healthy()
        examination.host.holders[0].configuration = "/etc/dhcp/other.yaml"
        let finding = try #require(examination.finding())
        #expect(finding.text.hasSuffix("serves /etc/dhcp/other.yaml, not dhcp.yaml"), "\(finding)")
        examination.host.holders[0].interfaces = ["eth1"]
        #expect(examination.finding("port")?.severity == .ok)
        examination.configured?.file = "/etc/dhcp/other.yaml"
        examination.host.holders[0].interfaces = ["eth0"]
        #expect(examination.finding("port")?.severity == .ok)
    }

    @Test("a server that listens where clients do not send is told by that")
    func listen() throws {
        let text = Patient.configuration.replacing("0.0.0.0:67", with: "0.0.0.0:6767")
        var examination = try Patient.healthy(text)
        #expect(examination.finding()?.text == "the server listens at port 6767, and clients send to port 67")
        #expect(examination.finding()?.severity == .warning)
        examination.probes?.heard = [HeardMessage(interface: "eth0", client: Patient.stranger)]
        #expect(examination.finding()?.severity == .problem, "clients were heard, and the server does not hear them")
        examination.host.ruleset = "{\"nftables\": [{\"rule\": {\"expr\": [{\"redirect\": {\"port\": 6767}}]}}]}"
        #expect(examination.finding("configuration")?.severity == .ok)
        let unicast = try Patient.healthy(Patient.configuration.replacing("0.0.0.0:67", with: "10.77.0.1:67"))
        #expect(unicast.finding()?.text.contains("at 10.77.0.1 alone, where no broadcast") == true)
    }

    @Test("a program without rights can not serve, unless its file or a unit gives them")
    func rights() throws {
        var examination = try Patient.healthy()
        examination.host.holders = []
        examination.host.capabilities = 0
        #expect(examination.finding("rights")?.severity == .problem)
        examination.host.units = [UnitFile(name: "dhcp.service", texts: [])]
        #expect(examination.finding("rights")?.severity == .warning)
        examination.host.fileCapabilities = 0x2400
        #expect(examination.finding("rights")?.severity == .ok)
    }

    @Test("lost datagrams, small buffers and a clock that steps are said")
    func limits() throws {
        var examination = try Patient.healthy()
        examination.host.droppedDatagrams = 7
        examination.host.receiveBufferLimit = 212_992
        examination.probes?.clockStep = -2_000_000_000
        #expect(examination.finding("port")?.text.hasPrefix("7 datagrams") == true)
        #expect(examination.finding("limits")?.text.hasPrefix("about 163 messages") == true)
        #expect(examination.finding("clock")?.severity == .problem)
    }

    @Test("drops are counted for the port that is meant")
    func dropped() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             1: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 5
             2: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 9
             3: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 2
            """
        #expect(HostFacts.dropped(at: 67, in: table) == 7)
    }

    @Test("a container behind address translation hears no broadcasts, and is told which rights it lacks")
    func container() throws {
        var examination = try Patient.healthy()
        examination.host.container = "docker"
        #expect(examination.finding("container")?.severity == .ok)
        examination.host.capabilities = Capability.bindService
        #expect(examination.finding("container")?.cure == "docker run --network host --cap-add NET_RAW …")
        examination.host.capabilities |= Capability.raw
        examination.link.addresses = [.init(IPv4Address(172, 17, 0, 2), prefixLength: 16)]
        examination.host.links["eth0"]?.driver = "veth"
        #expect(examination.finding("container")?.text.contains("broadcasts") == true)
        examination.link.addresses = []
        #expect(examination.finding("container")?.severity == .ok)
    }

    @Test("the configuration of a running server is found in its command line")
    func running() {
        #expect(
            RunningServer.path(in: ["/usr/bin/dhcp", "serve", "--config", "/etc/dhcp/dhcp.yaml"])
                == "/etc/dhcp/dhcp.yaml")
        #expect(RunningServer.path(in: ["dhcp", "serve", "--config=a.yaml"]) == "a.yaml")
        #expect(RunningServer.path(in: ["dhcp", "snoop", "--config", "a.yaml"]) == nil)
        #expect(RunningServer.path(in: ["dhcp", "serve", "--config"]) == nil)
    }
}
