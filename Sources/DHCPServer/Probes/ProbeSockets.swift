internal import CDHCPLinux
internal import DHCP
internal import DHCPCapture
internal import DHCPLeases
internal import DHCPLinux

/// Somebody who says that it has an address.
struct ProbeAnswer: Hashable, Sendable {
    let address: IPv4Address
    /// Its hardware address; `nil` where it answered an echo.
    var hardwareAddress: HardwareAddress?
    /// The interface at which it was heard; `nil` where it answered an echo.
    var interface: String?
}

/// The sockets by which it is asked who has an address; they need CAP_NET_RAW.
final class ProbeSockets {
    private let ear: LinkSocket
    private let echo: Descriptor
    /// By the numbers of their interfaces; opened when they are needed.
    private var mouths: [UInt32: LinkSocket] = [:]
    private let identifier = UInt16.random(in: 1...(.max))
    private var sequence: UInt16 = 0
    /// So many packets are read at a time, so that questions are sent in time where a link never stops to speak.
    private static let burst = 256

    /// Opens what hears.
    ///
    /// Throws when the system forbids it.
    init() throws {
        ear = try LinkSocket(interface: 0, hearing: .addresses)
        echo = try Descriptor(cdhcp_probe_socket(CDHCP_PROBE_ECHO), from: "socket")
    }

    /// Sends a question; where that fails nobody answers.
    func send(_ probe: ConflictProbe, _ links: [UInt32: ProbedLink]) {
        if let number = probe.link, let link = links[number] {
            if mouths[number] == nil { mouths[number] = try? LinkSocket(interface: number, hearing: .nothing) }
            mouths[number]?.send(AddressQuestion.whoHas(probe.address, from: link.hardwareAddress))
        }
        if probe.pings {
            sequence &+= 1
            _ = echo.sendDatagram(
                AddressQuestion.echo(identifier, sequence: sequence), to: DHCPEndpoint(probe.address, port: 0))
        }
    }

    /// Waits until something is heard, more is to be asked, or the time has come.
    func wait(with wake: Signal, until time: ContinuousClock.Instant) {
        let left = ContinuousClock.now.duration(to: time)
        guard left > .zero else { return }
        wake.wait(with: [ear.number, echo.number], milliseconds: Int32(clamping: Int(left / .milliseconds(1)) + 1))
    }

    /// Who was heard since.
    func answers() -> [ProbeAnswer] {
        var answers: [ProbeAnswer] = []
        for _ in 0..<Self.burst {
            guard let frame = try? ear.next(milliseconds: 0) else { break }
            guard frame.direction != .outgoing, let owner = AddressQuestion.owner(in: frame.octets) else { continue }
            answers.append(
                ProbeAnswer(
                    address: owner.address, hardwareAddress: owner.hardware, interface: frame.interface))
        }
        for _ in 0..<Self.burst {
            guard let packet = echo.nextDatagram(limit: 128) else { break }
            guard let address = AddressQuestion.echoAnswer(packet, identifier: identifier) else { continue }
            answers.append(ProbeAnswer(address: address))
        }
        return answers
    }
}
