internal import CDHCPLinux
package import DHCP

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// An open descriptor, closed with its last reference.
package final class Descriptor: Sendable {
    package let number: Int32

    /// Takes over what a call returned.
    package init(_ result: Int32, from call: String) throws(SystemError) {
        if result < 0 { throw SystemError(call) }
        number = result
    }

    deinit { _ = close(number) }

    /// A UDP socket that is not bound yet.
    package static func udp() throws(SystemError) -> Descriptor { try Descriptor(cdhcp_udp_socket(), from: "socket") }

    /// A socket that sends frames and receives nothing.
    package static func packet() throws(SystemError) -> Descriptor {
        try Descriptor(cdhcp_packet_socket(), from: "socket")
    }

    /// A socket that becomes readable when something about the network interfaces changes.
    package static func networkNotices() throws(SystemError) -> Descriptor {
        try Descriptor(cdhcp_network_notices(), from: "socket")
    }

    /// A stream socket of this machine, which has a path.
    package static func local() throws(SystemError) -> Descriptor {
        try Descriptor(cdhcp_local_socket(), from: "socket")
    }

    /// A socket of TCP over IPv4.
    package static func stream() throws(SystemError) -> Descriptor {
        try Descriptor(cdhcp_stream_socket(), from: "socket")
    }

    /// Gives a local socket its path, which makes the file.
    package func bind(toPath path: String) throws(SystemError) {
        if cdhcp_bind_local(number, path) < 0 { throw SystemError("bind") }
    }

    /// Connects a local socket to whoever listens at a path.
    package func connect(toPath path: String) throws(SystemError) {
        if cdhcp_connect_local(number, path) < 0 { throw SystemError("connect") }
    }

    /// Lets others connect, of whom so many may wait.
    package func acceptConnections(waiting: Int32) throws(SystemError) {
        if cdhcp_listen(number, waiting) < 0 { throw SystemError("listen") }
    }

    /// A second descriptor of the same socket, for another owner to close.
    package func duplicate() throws(SystemError) -> Int32 {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
        if copy < 0 { throw SystemError("fcntl") }
        return copy
    }

    /// Sets a socket option that is a number.
    package func set(_ option: Int32, to value: Int32) throws(SystemError) {
        var value = value
        if setsockopt(number, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size)) < 0 {
            throw SystemError("setsockopt")
        }
    }

    /// Has a UDP socket tell by which interface and to which address each datagram came.
    package func tellDestinations() throws(SystemError) {
        if cdhcp_tell_destinations(number) < 0 { throw SystemError("setsockopt") }
    }

    /// Sends and receives by the interface of that name alone.
    package func restrict(toInterface name: String) throws(SystemError) {
        var octets = Array(name.utf8)
        if setsockopt(number, SOL_SOCKET, SO_BINDTODEVICE, &octets, socklen_t(octets.count)) < 0 {
            throw SystemError("setsockopt")
        }
    }

    /// Gives the socket its address and port.
    package func listen(on endpoint: DHCPEndpoint) throws(SystemError) {
        if cdhcp_bind(number, endpoint.address.bitPattern, endpoint.port) < 0 { throw SystemError("bind") }
    }

    /// The address and port the socket really has.
    package func boundEndpoint() throws(SystemError) -> DHCPEndpoint {
        var address: UInt32 = 0
        var port: UInt16 = 0
        if cdhcp_bound_address(number, &address, &port) < 0 { throw SystemError("getsockname") }
        return DHCPEndpoint(IPv4Address(bitPattern: address), port: port)
    }

    /// Waits until the socket takes more, for so long at most, and tells whether it does.
    package func waitUntilWritable(milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        return poll(&wanted, 1, milliseconds) > 0
    }

    /// Waits until there is something to read, for so long at most (for ever when negative), and tells whether there is.
    @discardableResult
    package func waitUntilReadable(milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, milliseconds) > 0
    }
}
