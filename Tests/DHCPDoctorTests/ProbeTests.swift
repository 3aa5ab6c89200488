import DHCP
import DHCPCapture
import DHCPLeases
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct ProbeTests {
    @Test("the DISCOVER that asks for servers is a sound broadcast of a client that nobody is")
    func discover() throws {
        let nobody = ProbeFrame.nobody()
        #expect(nobody.octets[0] & 3 == 2)
        let octets = try #require(ProbeFrame.discover(nobody, exchange: 7, from: Patient.own))
        let datagram = try #require(CapturedDatagram(CapturedFrame(time: DHCPInstant(nanoseconds: 0), octets: octets)))
        #expect(datagram.marks == [] && datagram.destination == DHCPEndpoint(.broadcast, port: 67))
        let message = try DHCPMessage(decoding: datagram.payload)
        #expect(message.messageType == .discover && message.isBroadcast && message.xid == 7)
        #expect(message.hardwareAddress == nobody && datagram.hardwareSource == Patient.own)
    }

    @Test("who has an address is read in answers, and in no probe")
    func addresses() {
        let address = IPv4Address(10, 77, 0, 100)
        let probe = AddressQuestion.whoHas(address, from: Patient.own)
        #expect(probe.count == 60 && AddressQuestion.owner(in: probe) == nil)
        var answer = probe
        answer[21] = 2
        answer.replaceSubrange(22..<28, with: Patient.stranger.octets)
        answer.replaceSubrange(28..<32, with: [10, 77, 0, 100])
        #expect(AddressQuestion.owner(in: answer)?.address == address)
        #expect(AddressQuestion.owner(in: answer)?.hardware == Patient.stranger)
        answer.insert(contentsOf: [0x81, 0, 0, 20], at: 12)
        #expect(AddressQuestion.owner(in: answer)?.hardware == Patient.stranger)
        for count in 0..<46 { #expect(AddressQuestion.owner(in: Array(answer.prefix(count))) == nil) }
    }

    @Test("a bridge's table says behind which port a machine is, and leaves out the bridge's own")
    func bridge() {
        let entry = Patient.stranger.octets + [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let own = Patient.own.octets + [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
        let ports = BridgePorts(names: [1: "port1", 3: "port3"], table: entry + own + [9])
        #expect(ports.port(of: Patient.stranger) == "port3" && ports.port(of: Patient.own) == nil)
    }

    @Test("what machines answer is told apart from refusals and from what belongs to others")
    func answers() {
        let name = ServiceProbe(.loopback, .nameServer)
        #expect(ProbeAnswer.answer([0xD0, 0xC7, 0x81, 0x05], to: name) == .answered)
        #expect(ProbeAnswer.answer([0xD0, 0xC7, 0x81, 0x02], to: name) == .refused("it fails to resolve (SERVFAIL)"))
        #expect(ProbeAnswer.answer([1, 2, 3, 4], to: name) == nil)
        let file = ServiceProbe(.loopback, .bootFile("a"))
        #expect(ProbeAnswer.answer([0, 3, 0, 1, 9], to: file) == .answered)
        #expect(ProbeAnswer.answer([0, 5, 0, 1] + Array("no file".utf8) + [0], to: file) == .refused("no file"))
        let page = ServiceProbe(.loopback, .page(port: 80, host: "a", path: "/"))
        #expect(
            ProbeAnswer.answer(Array("HTTP/1.1 404 Not Found\r\n".utf8), to: page) == .refused("HTTP/1.1 404 Not Found")
        )
        let router = ServiceProbe(.loopback, .router)
        #expect(ProbeAnswer.answer([0x45] + [UInt8](repeating: 0, count: 27), to: router) == .answered)
        #expect(ProbeAnswer.answer([0x45], to: router) == nil && ProbeAnswer.answer([], to: router) == nil)
    }

    @Test("addresses that clients declined are asked for first, those that are leased last")
    func ranks() throws {
        var examination = try Patient.healthy()
        func lease(_ number: UInt8, _ state: LeaseState) -> Lease {
            Lease(
                address: IPv4Address(10, 77, 0, number), client: ClientIdentity(Patient.stranger),
                hardwareAddress: Patient.stranger, state: state, start: 0, end: .max)
        }
        let leases = [lease(100, .bound), lease(140, .declined), lease(102, .released)]
        examination.configured?.leases = Dictionary(uniqueKeysWithValues: leases.map { ($0.address, $0) })
        let addresses = try #require(ProbePlan(examination).addresses.first).addresses.dropFirst()
        #expect(addresses.prefix(3).map { $0.octets.3 } == [140, 101, 102] && addresses.last?.octets.3 == 100)
        #expect(addresses.count == 51)
    }

    @Test("the plan asks for addresses of own links, routers there by ARP, and is bounded")
    func plan() throws {
        let text = """
            server: { interfaces: [eth0] }
            boot: { next-server: 10.9.9.8, profiles: [{ file: pxelinux.0 }, { ipxe: true, file: http://10.9.9.7:8080/a }] }
            subnets:
              - subnet: 10.77.0.0/16
                pools: [10.77.1.0-10.77.200.255]
                options: { routers: [10.77.0.254, 10.1.1.1], domain-name-servers: [10.77.0.1, 10.9.9.9] }

            """
        var examination = try Patient.healthy(text)
        examination.link.addresses = [.init(IPv4Address(10, 77, 0, 1), prefixLength: 16)]
        let plan = ProbePlan(examination)
        #expect(plan.links.map(\.name) == ["eth0"])
        #expect(plan.addresses.map(\.addresses.count) == [513] && plan.addresses[0].addresses[0] == Patient.router)
        #expect(
            plan.services == [
                ServiceProbe(IPv4Address(10, 1, 1, 1), .router), ServiceProbe(IPv4Address(10, 9, 9, 9), .nameServer),
                ServiceProbe(IPv4Address(10, 9, 9, 8), .bootFile("pxelinux.0")),
                ServiceProbe(IPv4Address(10, 9, 9, 7), .page(port: 8080, host: "10.9.9.7", path: "/a")),
            ])
    }
}
