package import DHCP
internal import Synchronization

/// The sockets of a transport, opened before the program gives up the rights of root.
///
/// Only root gives sockets larger buffers than the system's limit, and sees by whom a port is taken and whether that one
/// listens elsewhere. What comes in meanwhile waits in the sockets.
package final class EarlySockets: Sendable {
    private let sockets: Mutex<[ListeningSocket]>

    /// Opens the sockets of the interfaces that can be listened on now.
    ///
    /// Throws `DHCPTransportError` as ``UDPTransport/open(_:)`` does.
    package init(_ configuration: UDPTransport.Configuration) throws {
        let interfaces = try NetworkInterface.all()
        try configuration.check(interfaces)
        var listen = configuration.listen
        var opened: [ListeningSocket] = []
        let targets = configuration.interfaces.map { configuration.target($0, among: interfaces).interface }
        for interface in targets.isEmpty ? [NetworkInterface?.none] : targets.filter({ $0 != nil }) {
            if opened.contains(where: { $0.interface == interface?.index ?? 0 }) { continue }
            let socket = try ListeningSocket.open(listen, on: interface, among: interfaces, configuration)
            listen.port = socket.endpoint.port
            opened.append(socket)
        }
        sockets = Mutex(opened)
    }

    /// Where those listen that nobody took yet.
    package var endpoints: [DHCPEndpoint] { sockets.withLock { $0.map(\.endpoint) } }

    /// Hands over the socket of an interface; `nil` when there is none (any more).
    func take(_ interface: UInt32) -> ListeningSocket? {
        sockets.withLock { sockets in
            sockets.firstIndex { $0.interface == interface }.map { sockets.remove(at: $0) }
        }
    }

    /// Closes those that nobody took: their interfaces are gone.
    func close() {
        sockets.withLock { $0 = [] }
    }
}
