import DHCP
import Foundation
import Glibc

/// A relay agent's socket on 127.0.0.1 that asks for answers to its own port (RFC 8357), so it needs no privilege.
final class RelaySocket {
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    }

    deinit {
        close(descriptor)
    }

    /// Sends what a client said, as its relay agent.
    func relay(_ message: DHCPMessage, to port: UInt16) {
        var message = message
        message.giaddr = .loopback
        message.hops = 1
        message.options[raw: .relayAgentInformation] = [RelayAgentInformation.Code.relaySourcePort.rawValue, 0]
        send(message, to: port)
    }

    /// Sends what a client said to the server alone.
    func send(_ message: DHCPMessage, to port: UInt16) {
        let octets = message.encode()
        var address = Self.loopback(port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, octets, octets.count, 0, $0, size)
            }
        }
    }

    /// The next answer that has come already.
    func next() -> DHCPMessage? {
        var octets = [UInt8](repeating: 0, count: 2048)
        while true {
            let count = recv(descriptor, &octets, octets.count, Int32(MSG_DONTWAIT))
            // An error may be the server's port that is closed; then the next answer may still be there.
            if count < 0, errno != ECONNREFUSED { return nil }
            if count > 0, let message = try? DHCPMessage(decoding: Array(octets[..<count])) { return message }
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        return address
    }
}
