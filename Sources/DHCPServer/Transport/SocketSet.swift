internal import DHCP
internal import DHCPLinux
internal import Synchronization

/// The sockets of a transport: one for each interface that can be listened on, or one for all.
///
/// It is brought in line with the interfaces by one task at a time.
final class SocketSet: Sendable {
    private struct State {
        var sockets: [ListeningSocket] = []
        /// Where to listen; with port 0 the kernel chooses for the first socket, and the others follow.
        var listen: DHCPEndpoint
    }

    private let state: Mutex<State>
    private let configuration: UDPTransport.Configuration
    private let reader: SocketReader
    /// Those that were opened before.
    private let early: EarlySockets?

    init(_ configuration: UDPTransport.Configuration, reader: SocketReader, early: EarlySockets?) {
        self.configuration = configuration
        self.early = early
        self.reader = reader
        state = Mutex(State(listen: configuration.listen))
    }

    var sockets: [ListeningSocket] { state.withLock { $0.sockets } }

    /// Brings the sockets in line with the interfaces as they are now, and tells how it stands with those of `names`.
    ///
    /// Sockets of interfaces that are gone are closed first, after `release` has let go of them. Throws when the one
    /// socket for all interfaces can not be opened.
    func align(
        to names: [String], among interfaces: [NetworkInterface], release: ([ListeningSocket]) -> Void
    ) async throws(DHCPTransportError) -> [InterfaceStatus] {
        let targets = names.map { (name: $0, target: configuration.target($0, among: interfaces)) }
        let wanted: Set<UInt32> = names.isEmpty ? [0] : Set(targets.compactMap(\.target.interface?.index))
        await close(except: wanted, release: release)
        if names.isEmpty { try await open(nil, of: interfaces) }
        var statuses: [InterfaceStatus] = []
        for (name, target) in targets {
            statuses.append(InterfaceStatus(name: name, state: await status(of: target, interfaces)))
        }
        return statuses
    }

    /// Closes all sockets but those of some interfaces, after `release` has let go of them.
    func close(except wanted: Set<UInt32> = [], release: ([ListeningSocket]) -> Void = { _ in }) async {
        let unwanted = state.withLock { state in
            defer { state.sockets.removeAll { !wanted.contains($0.interface) } }
            return state.sockets.filter { !wanted.contains($0.interface) }
        }
        if unwanted.isEmpty { return }
        release(sockets)
        reader.remove(consume unwanted)
    }

    /// Closes all sockets and ends the reader.
    func end() async {
        await close()
        await reader.end()
    }

    private func status(of target: ListeningTarget, _ interfaces: [NetworkInterface]) async -> InterfaceStatus.State {
        switch target {
        case .unavailable(let state): return state
        case .available(let interface):
            do throws(DHCPTransportError) {
                try await open(interface, of: interfaces)
                return interface.isRunning ? .listening : .withoutCarrier
            } catch {
                return .refused(error)
            }
        }
    }

    /// Opens the socket of an interface, or the one for all, unless there is one.
    private func open(
        _ interface: NetworkInterface?, of interfaces: [NetworkInterface]
    ) async throws(DHCPTransportError) {
        if sockets.contains(where: { $0.interface == interface?.index ?? 0 }) { return }
        let listen = state.withLock { $0.listen }
        let socket = try socket(listen, on: interface, among: interfaces)
        do throws(SystemError) {
            try reader.add(socket)
        } catch {
            throw DHCPTransportError(
                listening: listen, on: interface?.name, error: error, interfaces: interfaces,
                executable: SystemCalls.executablePath())
        }
        state.withLock { state in
            state.listen.port = socket.endpoint.port
            state.sockets.append(socket)
        }
    }

    /// The socket that was opened before, else a new one.
    private func socket(
        _ listen: DHCPEndpoint, on interface: NetworkInterface?, among interfaces: [NetworkInterface]
    ) throws(DHCPTransportError) -> ListeningSocket {
        if let socket = early?.take(interface?.index ?? 0) { return socket }
        return try ListeningSocket.open(listen, on: interface, among: interfaces, configuration)
    }
}

extension ListeningSocket {
    /// Opens the socket of an interface, or the one for all, and says what is in the way.
    static func open(
        _ listen: DHCPEndpoint, on interface: NetworkInterface?, among interfaces: [NetworkInterface],
        _ configuration: UDPTransport.Configuration
    ) throws(DHCPTransportError) -> ListeningSocket {
        do throws(SystemError) {
            return try open(listen, on: interface, configuration)
        } catch {
            throw DHCPTransportError(
                listening: listen, on: interface?.name, error: error, interfaces: interfaces,
                executable: SystemCalls.executablePath(),
                neighbours: error.isPortInUse ? PortNeighbours(port: listen.port) : nil)
        }
    }

    /// Opens a socket, also when somebody has the port who listens at other interfaces.
    private static func open(
        _ listen: DHCPEndpoint, on interface: NetworkInterface?, _ configuration: UDPTransport.Configuration
    ) throws(SystemError) -> ListeningSocket {
        do throws(SystemError) {
            return try ListeningSocket(listen, on: interface, configuration)
        } catch {
            guard error.isPortInUse, let interface,
                PortNeighbours(port: listen.port).leaveFree(interface.index)
            else { throw error }
            return try ListeningSocket(listen, on: interface, configuration, sharesPort: true)
        }
    }
}
