import DHCP
import DHCPServer
import NIOCore
import NIOPosix

/// Sends whatever octets it is given, from a port of its own.
struct RawClient {
    let channel: any Channel
    let endpoint: DHCPEndpoint

    static func with(_ body: (RawClient) async throws -> Void) async throws {
        let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = UInt16(channel.localAddress?.port ?? 0)
        let client = RawClient(channel: channel, endpoint: DHCPEndpoint(.loopback, port: port))
        let result: Result<Void, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await channel.close()
        try result.get()
    }

    func send(_ octets: [UInt8], to endpoint: DHCPEndpoint) async throws {
        let address = try SocketAddress(ipAddress: "\(endpoint.address)", port: Int(endpoint.port))
        let envelope = AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: octets))
        try await channel.writeAndFlush(envelope)
    }
}
