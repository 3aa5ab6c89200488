import DHCP
import DHCPLeases
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct NetworkCheckTests {
    private static let rogue = OtherServer(
        interface: "eth0", identifier: IPv4Address(10, 77, 0, 66), hardwareAddress: Patient.stranger,
        offered: IPv4Address(10, 77, 0, 200), routers: [IPv4Address(10, 77, 0, 66)])

    @Test("another server is named with its hardware address, its bridge port and what it offers")
    func otherServer() throws {
        var examination = try Patient.healthy()
        var rogue = Self.rogue
        rogue.bridgePort = "port3"
        examination.probes?.servers = [rogue]
        let finding = try #require(examination.finding())
        #expect(finding.text.contains("10.77.0.66 (02:66:00:00:00:01 at eth0, behind its port port3)"))
        #expect(finding.evidence == "it offers 10.77.0.200, router 10.77.0.66")
    }

    @Test("another server is a warning where none of this kind is to serve")
    func otherServerAlone() throws {
        var examination = try Patient.healthy()
        examination.configured = nil
        examination.host.holders = []
        examination.probes?.servers = [Self.rogue]
        #expect(examination.finding("other servers")?.severity == .warning)
    }

    @Test("clients in a VLAN that is not served are a problem; those of a served one are not")
    func vlan() throws {
        var examination = try Patient.healthy()
        examination.probes?.heard = [HeardMessage(interface: "eno1", vlan: 30, client: Patient.stranger)]
        examination.host.links["eth0"]?.vlan = .init(20, of: "eno1")
        examination.host.interfaces.append(NetworkInterface(index: 3, name: "eno1"))
        #expect(examination.finding()?.text.hasPrefix("wrong VLAN or link: clients ask in VLAN 30 of eno1") == true)
        examination.probes?.heard = [HeardMessage(interface: "eno1", client: Patient.stranger)]
        #expect(examination.finding()?.text.hasPrefix("wrong VLAN or link: clients ask without a tag at eno1") == true)
        examination.probes?.heard = [HeardMessage(interface: "eno1", vlan: 20, client: Patient.stranger)]
        #expect(examination.finding("listening")?.severity == .ok)
    }

    @Test("clients on a link that is not served are a problem when nobody asks on one that is, else a warning")
    func link() throws {
        var examination = try Patient.healthy()
        examination.probes?.heard = [HeardMessage(interface: "eth1", client: Patient.stranger)]
        #expect(examination.finding()?.text == "wrong VLAN or link: clients ask at eth1, which is not served")
        examination.probes?.heard.append(HeardMessage(interface: "eth0", client: Patient.own))
        #expect(examination.finding("listening")?.severity == .warning)
    }

    @Test("a message that is heard at a port and at its bridge comes in where it is served")
    func heardTwice() throws {
        var examination = try Patient.healthy()
        examination.probes?.heard = ["port1", "eth0"].map {
            HeardMessage(interface: $0, client: Patient.stranger, exchange: 7)
        }
        #expect(examination.finding("listening")?.severity == .ok)
    }

    @Test("a relay of no configured subnet is a problem; one that a subnet names is not")
    func relay() throws {
        var examination = try Patient.healthy()
        func heard(_ relay: IPv4Address) -> [HeardMessage] {
            [HeardMessage(interface: "eth0", client: Patient.stranger, relay: relay)]
        }
        examination.probes?.heard = heard(IPv4Address(10, 55, 0, 1))
        #expect(examination.finding()?.text == "relay 10.55.0.1 speaks for clients of no configured subnet")
        examination.probes?.heard = heard(IPv4Address(10, 99, 0, 1)) + heard(IPv4Address(10, 88, 0, 1))
        #expect(examination.finding("listening")?.severity == .ok)
    }

    @Test("a broadcast that comes back tells of a loop, or of two interfaces on one link")
    func loop() throws {
        var examination = try Patient.healthy()
        examination.probes?.returned = [ReturnedBroadcast(sent: "eth0", heard: "eth0")]
        #expect(examination.finding()?.text.contains("loop") == true)
        examination.probes?.returned = [ReturnedBroadcast(sent: "eth0", heard: "eth1")]
        #expect(examination.finding("listening")?.severity == .warning)
    }

    @Test("an address of a pool that answers is a problem, unless who answers has it leased")
    func conflict() throws {
        var examination = try Patient.healthy()
        let address = IPv4Address(10, 77, 0, 100)
        examination.probes?.neighbours[address] = Patient.stranger
        #expect(examination.finding()?.text.contains("10.77.0.100 of a pool is in use by 02:66:00:00:00:01") == true)
        var lease = Lease(
            address: address, client: ClientIdentity(Patient.stranger), hardwareAddress: Patient.stranger,
            state: .bound,
            start: 0, end: .max)
        examination.configured?.leases = [address: lease]
        #expect(examination.finding("conflicts")?.severity == .ok)
        lease.state = .declined
        examination.configured?.leases = [address: lease]
        #expect(examination.finding()?.evidence == "it answers ARP, and a client declined the address")
        examination.configured?.leases = nil
        #expect(examination.finding("conflicts")?.severity == .warning)
    }

    @Test("a subnet without a free address is a problem, with who has them")
    func full() throws {
        var examination = try Patient.healthy(
            Patient.configuration.replacing("10.77.0.100-10.77.0.150", with: "10.77.0.100-10.77.0.102"))
        #expect(examination.finding("pools")?.severity == .ok)
        func lease(_ number: UInt8, _ state: LeaseState) -> Lease {
            Lease(
                address: IPv4Address(10, 77, 0, number),
                client: .init(Patient.stranger),
                hardwareAddress: Patient.stranger, state: state, start: 0, end: .max)
        }
        let bound = [lease(100, .bound), lease(101, .bound), lease(102, .bound)]
        examination.configured?.leases = Dictionary(uniqueKeysWithValues: bound.map { ($0.address, $0) })
        #expect(examination.finding()?.text == "10.77.0.0/24 has no address left for new clients")
        #expect(examination.finding()?.evidence.contains("3 of them by one machine, \(Patient.stranger)") == true)
        examination.configured?.leases?[IPv4Address(10, 77, 0, 102)] = lease(102, .released)
        #expect(examination.finding("pools")?.severity == .ok)
        for number in 100...102 as ClosedRange<UInt8> {
            let address = IPv4Address(10, 77, 0, number)
            examination.configured?.leases?[address] = lease(number, .declined)
        }
        #expect(examination.finding("pools")?.cure?.hasPrefix("find the machines that use them") == true)
    }

    @Test("routers and servers that clients are told and that do not answer are named")
    func neighbours() throws {
        var examination = try Patient.healthy(
            Patient.configuration.replacing(
                "routers: [10.77.0.254]", with: "routers: [10.77.0.254], domain-name-servers: [10.9.9.9]"))
        examination.probes?.neighbours = [:]
        let name = ServiceProbe(IPv4Address(10, 9, 9, 9), .nameServer)
        examination.probes?.services = [name: .silent]
        let problems = Diagnosis(examination).findings.filter { $0.severity == .problem }.map(\.text)
        #expect(
            problems == [
                "the router 10.77.0.254 that clients are told does not answer",
                "the DNS server 10.9.9.9 that clients are told does not answer",
            ])
        examination.probes?.services = [name: .refused("Connection refused")]
        #expect(Diagnosis(examination).findings[1].evidence == "Connection refused")
    }
}
