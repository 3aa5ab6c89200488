internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

/// DHCP as it passes an interface, or all of them, seen without disturbing it.
///
/// Nothing is bound to a port and nothing is sent, so servers and clients of the same host go on undisturbed. Needs
/// CAP_NET_RAW. Interfaces with Ethernet frames (bridges, VLANs, veth, loopback) and with bare IP packets (tun) are read.
public final class LiveCapture {
    private let socket: CaptureSocket
    private let end: EndSignal
    /// The interface that is watched, unless all are.
    private let watched: (name: String, index: UInt32)?
    /// Frames that the kernel had no room for.
    public private(set) var lossCount = 0

    /// The interface to watch is not there.
    public struct NoInterface: Error, Hashable, Sendable, CustomStringConvertible {
        /// The name that was asked for.
        public let name: String

        /// One line for people.
        public var description: String { "there is no interface \(name)" }
    }

    /// Begins to watch; `nil` watches all interfaces.
    ///
    /// Throws `NoInterface`, or `CaptureSystemError` when the system forbids it.
    public init(interface: String?, ports: Set<UInt16> = CaptureFile.usualPorts, end: EndSignal) throws {
        self.end = end
        watched = try interface.map { name in
            guard let index = InterfaceName.index(of: name) else { throw NoInterface(name: name) }
            return (name, index)
        }
        socket = try CaptureSocket(
            interface: watched?.index ?? 0, filter: KernelFilter.program(ports: ports),
            name: interface ?? "all interfaces")
    }

    /// Waits for the next frame, for so long at most; `nil` when none came.
    ///
    /// Throws `NoInterface` when the interface is there no more.
    public func next(milliseconds: Int32) throws -> CapturedFrame? {
        guard let (about, octets) = try socket.next(end: end, milliseconds: milliseconds) else {
            lossCount += socket.losses
            // The kernel says nothing of an interface that is removed.
            if let watched, InterfaceName.index(of: watched.name) != watched.index {
                throw NoInterface(name: watched.name)
            }
            return nil
        }
        return CapturedFrame(about, octets)
    }
}

extension CapturedFrame {
    /// A frame as a socket had it; `nil` for one that is seen again.
    init?(_ about: cdhcp_frame, _ octets: [UInt8]) {
        let isOutgoing = about.packet_type == outgoingPacket
        let isLoopback = about.hardware_type == loopbackType
        // On the loopback interface every packet passes twice.
        if isOutgoing && isLoopback { return nil }
        let isEthernet = about.hardware_type == ethernetType || isLoopback
        self.init(
            time: DHCPInstant(nanoseconds: about.seconds &* 1_000_000_000 &+ about.nanoseconds),
            linkType: isEthernet ? .ethernet : .raw, octets: octets, originalCount: Int(about.length),
            interface: InterfaceName.name(of: about.interface), direction: isOutgoing ? .outgoing : .incoming,
            hasPartialChecksum: about.has_partial_checksum != 0)
        if isEthernet, about.has_tag != 0, octets.count >= 12 {
            // Back to where it was on the wire.
            let words = [about.tag_protocol, about.tag]
            let tag = words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
            self.octets.insert(contentsOf: tag, at: 12)
            originalCount += 4
        }
    }
}

// Numbers of linux/if_packet.h and linux/if_arp.h.
private let outgoingPacket: UInt8 = 4
private let ethernetType: UInt16 = 1
private let loopbackType: UInt16 = 772
