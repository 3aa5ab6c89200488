internal import DHCP
internal import DHCPLinux

/// A link seen as frames, for who asks those on it: it sends frames as they are, and hears what comes back without a port.
///
/// Needs CAP_NET_RAW.
package final class LinkSocket {
    /// What is heard.
    package enum Hearing: Sendable {
        /// Messages of DHCP.
        case messages
        /// What tells whose an address is (ARP, RFC 826).
        case addresses
        /// Nothing: it only sends.
        case nothing
    }

    private let socket: CaptureSocket

    /// Opens it at the interface of that number, or at all of them with 0, which can only hear.
    ///
    /// Throws `CaptureSystemError` when the system forbids it.
    package init(interface: UInt32, hearing: Hearing) throws(CaptureSystemError) {
        let filter =
            switch hearing {
            case .messages: KernelFilter.program(ports: [DHCPEndpoint.serverPort, DHCPEndpoint.clientPort])
            case .addresses: KernelFilter.addressProgram
            case .nothing: KernelFilter.nothing
            }
        socket = try CaptureSocket(
            interface: interface, filter: filter,
            name: interface == 0 ? "all interfaces" : InterfaceName.name(of: interface))
    }

    /// Its descriptor, for who waits for several.
    package var number: Int32 { socket.number }

    /// Sends a frame, and tells whether the kernel took it.
    @discardableResult
    package func send(_ frame: [UInt8]) -> Bool { socket.send(frame) }

    /// Waits for a frame, for so long at most; `nil` when none came.
    package func next(milliseconds: Int32) throws(CaptureSystemError) -> CapturedFrame? {
        guard let (about, octets) = try socket.next(end: nil, milliseconds: milliseconds) else { return nil }
        return CapturedFrame(about, octets)
    }
}
