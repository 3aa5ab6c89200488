internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Why a load can not be made: one sentence with cause and cure.
package struct LoadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What to tell the user.
    package let description: String

    /// Describes a call that failed; without an error, `errno` must be as it left it.
    init(_ action: String, _ error: SystemError? = nil, cure: String) {
        description = "can not \(action) (\(SystemError.text(of: error?.number ?? errno))): \(cure)"
    }
}

/// A UDP socket of the relay's address, connected to the server.
final class LoadSocket {
    private let descriptor: Descriptor
    /// The address that is `giaddr`, and the port.
    let relay: LoadRelay
    private let usesSegmentationOffload: Bool
    /// Whether the server's host has said that nothing listens there.
    private(set) var wasRefused = false

    /// So many octets of replies wait in the kernel while the generator is busy.
    private static let bufferSize: Int32 = 8 << 20

    /// Opens a socket at port 67, or at any port when that is not to be had.
    ///
    /// A relay that asks several servers has a socket for each: they share its port, and the kernel hands each the replies of
    /// its server.
    init(
        from address: IPv4Address, to server: DHCPEndpoint, sharing first: LoadSocket? = nil, isAlone: Bool = true,
        usesSegmentationOffload: Bool
    ) throws(LoadError) {
        self.usesSegmentationOffload = usesSegmentationOffload
        do throws(SystemError) {
            descriptor = try Descriptor.udp()
            if !isAlone { try descriptor.set(SO_REUSEADDR, to: 1) }
        } catch {
            throw LoadError("open a socket", error, cure: "see why the kernel refuses it")
        }
        let ports: [UInt16] = first.map { [$0.relay.port] } ?? [DHCPEndpoint.serverPort, 0]
        relay = LoadRelay(address: address, port: try Self.bind(descriptor, to: address, ports))
        cdhcp_widen_buffers(descriptor.number, Self.bufferSize)
        if cdhcp_connect(descriptor.number, server.address.bitPattern, server.port) < 0 {
            throw LoadError("reach \(server)", cure: "see whether there is a route to it from \(address)")
        }
    }

    private static func bind(
        _ descriptor: Descriptor, to address: IPv4Address, _ ports: [UInt16]
    ) throws(LoadError) -> UInt16 {
        var refusal: SystemError?
        for port in ports {
            do throws(SystemError) {
                try descriptor.listen(on: DHCPEndpoint(address, port: port))
                return try descriptor.boundEndpoint().port
            } catch {
                refusal = error
            }
        }
        throw LoadError("listen on \(address)", refusal, cure: "name an address of this host as the relay's")
    }

    /// Sends all datagrams of a burst.
    func send(_ burst: DatagramBurst) throws(LoadError) {
        var first = 0
        while first < burst.count {
            if let number = burst.send(from: first, to: descriptor.number, joins: usesSegmentationOffload) {
                first += number
                continue
            }
            switch errno {
            // The error of an earlier datagram, which this call reports without having sent anything.
            case ECONNREFUSED: wasRefused = true
            case EAGAIN, ENOBUFS, EINTR: _ = cdhcp_wait(descriptor.number, 1, 1_000_000)
            default: throw LoadError("send", cure: "see whether there is a route to the server")
            }
        }
    }

    /// Fills a burst with the replies that wait; leaves it empty when there are none.
    func receive(_ burst: DatagramBurst) throws(LoadError) {
        if burst.receive(from: descriptor.number) { return }
        switch errno {
        case ECONNREFUSED: wasRefused = true
        case EAGAIN, EINTR: break
        default: throw LoadError("receive", cure: "see why the kernel refuses it")
        }
    }

    /// Waits until a reply is there at one of some sockets, for so long at most.
    static func wait(_ sockets: [LoadSocket], nanoseconds: UInt64) {
        let numbers = sockets.map(\.descriptor.number)
        _ = cdhcp_wait_for_any(numbers, UInt32(numbers.count), nanoseconds)
    }
}
