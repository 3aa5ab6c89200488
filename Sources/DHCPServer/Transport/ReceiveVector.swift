internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What the kernel says about a datagram besides its octets.
struct DatagramLabel {
    /// Who sent it.
    var peer: DHCPEndpoint
    /// To which address it was sent.
    var destination: IPv4Address
    /// The number of the interface by which it came.
    var interface: UInt32
    /// Whether it was too long, and only its beginning is here.
    var isCut: Bool
}

/// Memory for the datagrams of one `recvmmsg` call, used again and again; for one thread.
final class ReceiveVector {
    /// How many datagrams one call reads: enough to make the cost of the call itself small.
    static let capacity = 64
    /// Room for one datagram.
    ///
    /// DHCP messages are below an Ethernet frame's 1,500 octets; one that is longer than this can only come in
    /// fragments or jumbo frames, and no client sends such.
    static let datagramSize = 2048

    private let intake: OpaquePointer

    init() throws(SystemError) {
        guard let intake = cdhcp_intake_create(UInt32(Self.capacity), Self.datagramSize) else {
            throw SystemError("calloc")
        }
        self.intake = intake
    }

    deinit { cdhcp_intake_destroy(intake) }

    /// Receives what waits at a socket, and returns how many datagrams that were; 0 when none waits.
    func receive(from socket: Descriptor) throws(SystemError) -> Int {
        let count = cdhcp_intake_receive(intake, socket.number)
        if count >= 0 { return Int(count) }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw SystemError("recvmmsg")
    }

    /// Hands over one of the datagrams that were received last.
    func withDatagram(_ index: Int, _ body: (RawSpan, DatagramLabel) -> Void) {
        var datagram = cdhcp_datagram()
        let octets = cdhcp_intake_datagram(intake, UInt32(index), &datagram)
        let label = DatagramLabel(
            peer: DHCPEndpoint(IPv4Address(bitPattern: datagram.peer), port: datagram.port),
            destination: IPv4Address(bitPattern: datagram.destination), interface: datagram.interface,
            isCut: datagram.is_cut != 0)
        body(UnsafeRawBufferPointer(start: octets, count: datagram.count).bytes, label)
    }
}
