package import DHCP

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension Descriptor {
    /// Sends one datagram from a socket that is not connected, and tells whether the kernel took it.
    package func sendDatagram(_ octets: [UInt8], to endpoint: DHCPEndpoint) -> Bool {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = endpoint.port.bigEndian
        name.sin_addr.s_addr = endpoint.address.bitPattern.bigEndian
        return withUnsafePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(number, octets, octets.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        } == octets.count
    }

    /// The next datagram, of which no more than `limit` octets are kept; `nil` when there is none.
    package func nextDatagram(limit: Int) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: limit)
        let count = recv(number, &octets, octets.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : Array(octets.prefix(count))
    }
}
