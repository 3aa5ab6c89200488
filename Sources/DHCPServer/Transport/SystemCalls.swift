internal import CDHCPLinux
internal import DHCP

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

// The seam between Swift and Linux: this target's unsafe code stands here, in ReceiveVector and in Readiness.

/// A system call that failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
    /// The call's name.
    package let call: String
    /// What `errno` was.
    package let number: Int32

    /// Keeps `errno` as the call left it; so it must be the next thing done.
    init(_ call: String) {
        number = errno
        self.call = call
    }

    /// Stands for a call that was not made, because it would have failed so.
    package init(_ call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// Whether somebody else has the port.
    var isPortInUse: Bool { number == EADDRINUSE }

    package var description: String { "\(call): \(SystemCalls.text(of: number))" }
}

/// An open descriptor, closed with its last reference.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over what a call returned.
    init(_ result: Int32, from call: String) throws(SystemError) {
        if result < 0 { throw SystemError(call) }
        number = result
    }

    deinit { _ = close(number) }

    /// A UDP socket that is not bound yet.
    static func udp() throws(SystemError) -> Descriptor { try Descriptor(cdhcp_udp_socket(), from: "socket") }

    /// A socket that sends frames and receives nothing.
    static func packet() throws(SystemError) -> Descriptor { try Descriptor(cdhcp_packet_socket(), from: "socket") }

    /// A socket that becomes readable when something about the network interfaces changes.
    static func networkNotices() throws(SystemError) -> Descriptor {
        try Descriptor(cdhcp_network_notices(), from: "socket")
    }

    /// A second descriptor of the same socket, for another owner to close.
    func duplicate() throws(SystemError) -> Int32 {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
        if copy < 0 { throw SystemError("fcntl") }
        return copy
    }

    /// Sets a socket option that is a number.
    func set(_ option: Int32, to value: Int32) throws(SystemError) {
        var value = value
        if setsockopt(number, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size)) < 0 {
            throw SystemError("setsockopt")
        }
    }

    /// Has a UDP socket tell by which interface and to which address each datagram came.
    func tellDestinations() throws(SystemError) {
        if cdhcp_tell_destinations(number) < 0 { throw SystemError("setsockopt") }
    }

    /// Sends and receives by the interface of that name alone.
    func restrict(toInterface name: String) throws(SystemError) {
        var octets = Array(name.utf8)
        if setsockopt(number, SOL_SOCKET, SO_BINDTODEVICE, &octets, socklen_t(octets.count)) < 0 {
            throw SystemError("setsockopt")
        }
    }

    /// Gives the socket its address and port.
    func listen(on endpoint: DHCPEndpoint) throws(SystemError) {
        if cdhcp_bind(number, endpoint.address.bitPattern, endpoint.port) < 0 { throw SystemError("bind") }
    }

    /// The address and port the socket really has.
    func boundEndpoint() throws(SystemError) -> DHCPEndpoint {
        var address: UInt32 = 0
        var port: UInt16 = 0
        if cdhcp_bound_address(number, &address, &port) < 0 { throw SystemError("getsockname") }
        return DHCPEndpoint(IPv4Address(bitPattern: address), port: port)
    }

    /// Waits until the socket takes more, for so long at most, and tells whether it does.
    func waitUntilWritable(milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        return poll(&wanted, 1, milliseconds) > 0
    }
}

/// Memory for the messages of one `sendmmsg` call, used again and again.
final class MessageVector {
    /// How many messages one call takes: enough to make the cost of the call itself small, in 60 KB of memory.
    static let capacity = 256

    private let vector: OpaquePointer

    init() throws(SystemError) {
        guard let vector = cdhcp_vector_create(UInt32(Self.capacity)) else { throw SystemError("calloc") }
        self.vector = vector
    }

    deinit { cdhcp_vector_destroy(vector) }

    /// Sends all messages, whose payloads lie in `octets`, and adds what became of them to `report`.
    ///
    /// With `joins`, datagrams that follow each other to one place, equally long, are given to the kernel as one, which it
    /// divides. It becomes false where that is not to be had.
    func send(
        _ messages: [OutgoingMessage], payloads octets: [UInt8], on socket: Descriptor, joins: inout Bool,
        patience: inout SendPatience, report: inout SendReport
    ) {
        var joining: Int32 = joins ? 1 : 0
        defer { joins = joining != 0 }
        octets.withUnsafeBytes { octets in
            var rest = messages[...]
            while !rest.isEmpty {
                let chunk = rest.prefix(Self.capacity)
                for (slot, message) in chunk.enumerated() { put(message, in: UInt32(slot), payloads: octets) }
                send(chunk, on: socket, joins: &joining, patience: &patience, report: &report)
                rest = rest.dropFirst(chunk.count)
            }
        }
    }

    private func put(_ message: OutgoingMessage, in slot: UInt32, payloads: UnsafeRawBufferPointer) {
        let payload = UnsafeRawBufferPointer(rebasing: payloads[message.range])
        switch message.way {
        case .datagram(let to, let source, let interface):
            cdhcp_vector_set_datagram(
                vector, slot, payload.baseAddress, payload.count, to.address.bitPattern, to.port, source.bitPattern,
                interface)
        case .frame(let header, let hardware, let interface):
            withUnsafeBytes(of: header.octets) { header in
                cdhcp_vector_set_frame(
                    vector, slot, header.baseAddress?.assumingMemoryBound(to: UInt8.self), payload.baseAddress,
                    payload.count, interface, hardware)
            }
        }
    }

    private func send(
        _ chunk: ArraySlice<OutgoingMessage>, on socket: Descriptor, joins: inout Int32,
        patience: inout SendPatience, report: inout SendReport
    ) {
        var next = 0
        while next < chunk.count {
            let taken = cdhcp_vector_send(vector, socket.number, UInt32(next), UInt32(chunk.count), &joins)
            if taken > 0 {
                next += Int(taken)
                report.sent += Int(taken)
                continue
            }
            let number = errno
            if number == EINTR || (number == EAGAIN && patience.wait(for: socket)) { continue }
            // Only the first message is refused; those behind it may well go.
            let entry = chunk[chunk.startIndex + next].entry
            report.failures.append(SendReport.Failure(index: entry, errorNumber: number))
            next += 1
        }
    }
}

/// System calls that belong to no descriptor.
enum SystemCalls {
    /// The text for an error number, as in `Permission denied`.
    static func text(of number: Int32) -> String { String(cString: strerror(number)) }

    /// What sending on a closed transport gives.
    static let notOpen = EBADF

    /// What a reply gives for which there is no address to come from.
    static let noSource = EADDRNOTAVAIL

    /// What a reply gives whose interface is not listened on any more.
    static let noInterface = ENODEV

    /// The clock that runs from the start of the machine, and stands while it sleeps, in microseconds.
    static func monotonicMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    /// This process.
    static var processIdentifier: Int32 { getpid() }

    /// Sends one datagram to a UNIX socket; `@` begins an abstract name.
    static func send(_ text: String, toPath path: String) throws(SystemError) {
        let (path, octets) = (Array(path.utf8), Array(text.utf8))
        if cdhcp_send_to_path(path, path.count, octets, octets.count) < 0 { throw SystemError("sendto") }
    }

    /// The path of the running program, for messages that tell what to type.
    static func executablePath() -> String { linkTarget("/proc/self/exe") ?? "/path/to/dhcp" }

    /// A file of the kernel, which is read without waiting; at most `limit` octets of it, and `nil` without one.
    static func text(ofFile path: String, limit: Int) -> String? {
        guard let file = try? Descriptor(open(path, O_RDONLY | O_CLOEXEC), from: "open") else { return nil }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while octets.count < limit {
            let count = read(file.number, &chunk, chunk.count)
            if count <= 0 { break }
            octets += chunk[..<count]
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// Where a symbolic link points to; `nil` when it is none.
    static func linkTarget(_ path: String) -> String? {
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = octets.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
        }
        return count > 0 ? String(decoding: octets[..<count], as: UTF8.self) : nil
    }

    /// All network interfaces, in the kernel's order.
    static func interfaces() throws(SystemError) -> [NetworkInterface] {
        var first: UnsafeMutablePointer<ifaddrs>?
        if getifaddrs(&first) < 0 { throw SystemError("getifaddrs") }
        defer { freeifaddrs(first) }
        let socket = try Descriptor.udp()
        var features = SegmentationFeature(socket: socket)
        var found: [NetworkInterface] = []
        var positions = LabelTable()
        var next = first
        while let entry = next?.pointee, found.count < NetworkInterface.limit {
            next = entry.ifa_next
            // An address may have a label of its own, such as `eth0:1`.
            let name = String(cString: entry.ifa_name)
            if var interface = linkInterface(entry, name: name, socket: socket) {
                interface.dividesDatagrams = features.divides(before: interface)
                positions.add(name, at: found.count)
                found.append(interface)
            } else if let position = positions.position(of: name), let address = internetAddress(entry) {
                found[position].addresses.append(address)
            }
        }
        return found
    }

    private static func linkInterface(
        _ entry: ifaddrs, name: String, socket: Descriptor
    ) -> NetworkInterface? {
        var index: UInt32 = 0
        var type: UInt16 = 0
        var count: UInt8 = 0
        var octets = [UInt8](repeating: 0, count: 8)
        guard cdhcp_link_address(entry.ifa_addr, &index, &type, &octets, &count) != 0 else { return nil }
        var interface = NetworkInterface(index: index, name: name)
        if let type = UInt8(exactly: type), count > 0 {
            interface.hardwareAddress = HardwareAddress(
                type: HardwareType(rawValue: type), octets: octets.prefix(Int(count)))
        }
        interface.isUp = entry.ifa_flags & cdhcp_flag_up != 0
        interface.isRunning = entry.ifa_flags & cdhcp_flag_running != 0
        interface.isLoopback = entry.ifa_flags & cdhcp_flag_loopback != 0
        interface.mtu = Int(cdhcp_interface_mtu(socket.number, name))
        return interface
    }

    private static func internetAddress(_ entry: ifaddrs) -> NetworkInterface.Address? {
        guard let address = endpoint(of: entry.ifa_addr)?.address, let mask = endpoint(of: entry.ifa_netmask)?.address
        else { return nil }
        return NetworkInterface.Address(address, prefixLength: (~mask.bitPattern).leadingZeroBitCount)
    }

    /// The endpoint that a socket address stands for, if it is one of IPv4.
    static func endpoint(of address: UnsafePointer<sockaddr>?) -> DHCPEndpoint? {
        var number: UInt32 = 0
        var port: UInt16 = 0
        guard cdhcp_internet_address(address, &number, &port) != 0 else { return nil }
        return DHCPEndpoint(IPv4Address(bitPattern: number), port: port)
    }
}
