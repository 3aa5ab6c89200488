public import DHCP

/// A UDP datagram over IPv4 that was found in a frame.
public struct CapturedDatagram: Hashable, Sendable {
    /// When its frame was seen.
    public var time: DHCPInstant
    /// The interface, when it is known.
    public var interface: String?
    /// Which way the frame went, when it is known.
    public var direction: CapturedFrame.Direction?
    /// VLAN tags, the outer first.
    public var tags: [VLANTag] = []
    /// The hardware address that sent the frame, where the link type tells.
    public var hardwareSource: HardwareAddress?
    /// The hardware address that the frame is for, where the link type tells.
    public var hardwareDestination: HardwareAddress?
    /// The sender's address and port.
    public var source: DHCPEndpoint
    /// The receiver's address and port.
    public var destination: DHCPEndpoint
    /// The payload as far as it was captured.
    public var payload: [UInt8] = []
    /// What is not as it should be around the payload.
    public var marks: [CaptureMark] = []

    /// Makes a datagram that was in no frame.
    public init(
        time: DHCPInstant, interface: String? = nil, direction: CapturedFrame.Direction? = nil, source: DHCPEndpoint,
        destination: DHCPEndpoint, payload: [UInt8]
    ) {
        (self.time, self.interface, self.direction) = (time, interface, direction)
        (self.source, self.destination, self.payload) = (source, destination, payload)
    }

    /// Finds the datagram in a frame.
    ///
    /// Gives `nil` for a frame of anything else, for fragments but the first, and for a frame that ends before the
    /// ports. Wrong checksums and lengths are marked and hide nothing.
    public init?(_ frame: CapturedFrame) {
        guard let link = LinkHeader(frame), let packet = PacketHeaders(frame, at: link.end) else { return nil }
        time = frame.time
        interface = frame.interface ?? link.interfaceIndex.map { "#\($0)" }
        direction = frame.direction ?? link.direction
        tags = link.tags
        hardwareSource = link.source
        hardwareDestination = link.destination
        source = packet.source
        destination = packet.destination
        payload = Array(frame.octets[packet.payload])
        marks = packet.marks
    }
}
