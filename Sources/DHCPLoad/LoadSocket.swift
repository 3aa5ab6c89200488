internal import CDHCPLinux
internal import DHCP

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Why a load can not be made: one sentence with cause and cure.
package struct LoadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What to tell the user.
    package let description: String

    /// Describes a call that failed; `errno` must be as it left it.
    init(_ action: String, cure: String) {
        description = "can not \(action) (\(String(cString: strerror(errno)))): \(cure)"
    }
}

/// A UDP socket of the relay's address, connected to the server.
final class LoadSocket {
    private let descriptor: Int32
    /// The address that is `giaddr`, and the port.
    let relay: LoadRelay
    private let usesSegmentationOffload: Bool
    /// Whether the server's host has said that nothing listens there.
    private(set) var wasRefused = false

    /// So many octets of replies wait in the kernel while the generator is busy.
    private static let bufferSize: Int32 = 8 << 20

    /// Opens a socket at port 67, or at any port when that is not to be had.
    init(
        from address: IPv4Address, to server: DHCPEndpoint, usesSegmentationOffload: Bool
    ) throws(LoadError) {
        self.usesSegmentationOffload = usesSegmentationOffload
        descriptor = cdhcp_udp_socket()
        if descriptor < 0 { throw LoadError("open a socket", cure: "see why the kernel refuses it") }
        do throws(LoadError) {
            relay = LoadRelay(address: address, port: try Self.bind(descriptor, to: address))
            cdhcp_widen_buffers(descriptor, Self.bufferSize)
            if cdhcp_connect(descriptor, server.address.bitPattern, server.port) < 0 {
                throw LoadError("reach \(server)", cure: "see whether there is a route to it from \(address)")
            }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    private static func bind(_ descriptor: Int32, to address: IPv4Address) throws(LoadError) -> UInt16 {
        for port in [DHCPEndpoint.serverPort, 0] where cdhcp_bind(descriptor, address.bitPattern, port) == 0 {
            var bound: (address: UInt32, port: UInt16) = (0, 0)
            if cdhcp_bound_address(descriptor, &bound.address, &bound.port) == 0 { return bound.port }
        }
        throw LoadError("listen on \(address)", cure: "name an address of this host as the relay's")
    }

    /// Sends all datagrams of a burst and empties it.
    func send(_ burst: DatagramBurst) throws(LoadError) {
        defer { burst.removeAll() }
        var first = 0
        while first < burst.count {
            if let number = burst.send(from: first, to: descriptor, joins: usesSegmentationOffload) {
                first += number
                continue
            }
            switch errno {
            // The error of an earlier datagram, which this call reports without having sent anything.
            case ECONNREFUSED: wasRefused = true
            case EAGAIN, ENOBUFS, EINTR: _ = cdhcp_wait(descriptor, 1, 1_000_000)
            default: throw LoadError("send", cure: "see whether there is a route to the server")
            }
        }
    }

    /// Fills a burst with the replies that wait; leaves it empty when there are none.
    func receive(_ burst: DatagramBurst) throws(LoadError) {
        if burst.receive(from: descriptor) { return }
        switch errno {
        case ECONNREFUSED: wasRefused = true
        case EAGAIN, EINTR: break
        default: throw LoadError("receive", cure: "see why the kernel refuses it")
        }
    }

    /// Waits until a reply is there, for so long at most.
    func wait(nanoseconds: UInt64) {
        _ = cdhcp_wait(descriptor, 0, nanoseconds)
    }
}
