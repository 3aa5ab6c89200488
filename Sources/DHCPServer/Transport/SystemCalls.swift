internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

// What the server alone asks of Linux; its unsafe code stands here, in ReceiveVector and in Readiness.

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
                for (slot, message) in chunk.enumerated() { fill(UInt32(slot), with: message, payloads: octets) }
                send(chunk, on: socket, joins: &joining, patience: &patience, report: &report)
                rest = rest.dropFirst(chunk.count)
            }
        }
    }

    private func fill(_ slot: UInt32, with message: OutgoingMessage, payloads: UnsafeRawBufferPointer) {
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
    static func executablePath() -> String { SystemFile.linkTarget("/proc/self/exe") ?? "/path/to/dhcp" }

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
