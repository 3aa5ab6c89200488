package import DHCP
package import DHCPCapture
internal import DHCPLinux
package import DHCPServer

/// Asks on links which servers answer, and listens to who speaks there meanwhile.
///
/// One DISCOVER leaves by each interface, of a client that does not exist; what is offered is not taken. This host's own
/// server does not hear it, as it leaves beneath the sockets of IP.
package struct LinkProbe {
    private let interfaces: [NetworkInterface]
    /// All interfaces of this host, by which its own answers are known.
    private let all: [NetworkInterface]
    /// More servers and more clients than this are not listed.
    private static let limit = 256

    package init(_ interfaces: [NetworkInterface], of all: [NetworkInterface]) {
        self.interfaces = interfaces.filter { $0.isUp && !$0.isLoopback && $0.hardwareAddress?.isEthernet == true }
        self.all = all
    }

    /// Asks, and listens for so long; blocks the thread.
    ///
    /// Throws `CaptureSystemError` without CAP_NET_RAW.
    package func run(milliseconds: Int) throws(CaptureSystemError) -> ProbeFacts {
        var facts = ProbeFacts()
        let ear = try LinkSocket(interface: 0, hearing: .messages)
        var sent: [UInt32: String] = [:]
        for interface in interfaces {
            guard let own = interface.hardwareAddress else { continue }
            let exchange = UInt32.random(in: 1...(.max))
            guard let frame = ProbeFrame.discover(ProbeFrame.nobody(), exchange: exchange, from: own),
                let mouth = try? LinkSocket(interface: interface.index, hearing: .nothing)
            else { continue }
            sent[exchange] = interface.name
            mouth.send(frame)
        }
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while case let left = clock.now.duration(to: end), left > .zero {
            let wait = Int32(clamping: Int(left / .milliseconds(1)) + 1)
            guard let frame = try ear.next(milliseconds: wait), let datagram = CapturedDatagram(frame) else { continue }
            note(datagram, sent, &facts)
        }
        return facts
    }

    private func note(_ datagram: CapturedDatagram, _ sent: [UInt32: String], _ facts: inout ProbeFacts) {
        guard datagram.direction != .outgoing,
            let interface = datagram.interface, let message = try? DHCPMessage(decoding: datagram.payload.span.bytes)
        else { return }
        if message.op == .bootReply {
            if let asked = sent[message.xid], message.messageType == .offer {
                noteOffer(message, datagram, at: asked, heardAt: interface, &facts)
            }
        } else if let from = sent[message.xid] {
            // A relay that hears the link hands on what comes from it, which is no loop.
            guard message.giaddr.isAny else { return }
            let returned = ReturnedBroadcast(sent: from, heard: interface)
            // What comes in at a port comes in at the bridge as well.
            if !facts.returned.contains(returned), facts.returned.count < Self.limit { facts.returned.append(returned) }
        } else if datagram.destination.port == DHCPEndpoint.serverPort {
            let heard = HeardMessage(
                interface: interface, vlan: datagram.tags.first { $0.identifier != 0 }?.identifier,
                client: message.hardwareAddress, relay: message.giaddr.isAny ? nil : message.giaddr,
                exchange: message.xid)
            if !facts.heard.contains(heard), facts.heard.count < Self.limit { facts.heard.append(heard) }
        }
    }

    private func noteOffer(
        _ message: DHCPMessage, _ datagram: CapturedDatagram, at interface: String, heardAt: String,
        _ facts: inout ProbeFacts
    ) {
        let identifier = message.options[.serverIdentifier]
        let hardware = datagram.hardwareSource
        // This host's own server hears it when two of its interfaces are on one link.
        if all.contains(where: { $0.addresses.contains { $0.address == identifier } }) { return }
        if let hardware, all.contains(where: { $0.hardwareAddress == hardware }) { return }
        let isKnown = facts.servers.contains {
            $0.identifier == identifier && $0.hardwareAddress == hardware && $0.interface == interface
        }
        guard !isKnown, facts.servers.count < Self.limit else { return }
        var server = OtherServer(
            interface: interface, identifier: identifier, hardwareAddress: hardware, offered: message.yiaddr,
            routers: message.options[.router] ?? [], nameServers: message.options[.domainNameServer] ?? [])
        server.bridgePort = hardware.flatMap { BridgePorts(interface)?.port(of: $0) }
        facts.servers.append(server)
    }
}

/// Behind which port of a bridge machines are, as the bridge has learnt.
package struct BridgePorts {
    private let names: [Int: String]
    private var ports: [HardwareAddress: Int] = [:]

    /// Reads what the bridge of that name knows; `nil` when it is none.
    package init?(_ bridge: String) {
        let place = "/sys/class/net/\(bridge)"
        let members = SystemFile.names(in: "\(place)/brif")
        if members.isEmpty { return nil }
        var found: [Int: String] = [:]
        for member in members {
            guard let text = SystemFile.text("/sys/class/net/\(member)/brport/port_no", limit: 32) else { continue }
            let digits = text.split(whereSeparator: \.isNewline).first?.dropFirst(2) ?? ""
            if let number = Int(digits, radix: 16) { found[number] = member }
        }
        self.init(names: found, table: SystemFile.octets("\(place)/brforward", limit: 1 << 20) ?? [])
    }

    /// Takes entries as `struct __fdb_entry` of linux/if_bridge.h has them: address, port's lower octet, whether it is the
    /// bridge's own, age, and the port's upper octet; 16 octets each.
    init(names: [Int: String], table: [UInt8]) {
        self.names = names
        for start in stride(from: 0, to: table.count - 15, by: 16) where table[start + 7] == 0 {
            guard let address = HardwareAddress(octets: table[start..<start + 6]) else { continue }
            ports[address] = Int(table[start + 6]) | Int(table[start + 12]) << 8
        }
    }

    /// The port behind which a machine is.
    package func port(of address: HardwareAddress) -> String? { ports[address].flatMap { names[$0] } }
}
