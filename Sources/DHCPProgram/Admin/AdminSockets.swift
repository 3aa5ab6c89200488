package import DHCP
package import DHCPLinux
import DHCPServer
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The sockets by which a server is administered, opened while the rights are there that it takes.
///
/// They take connections at once, which wait until an administration serves them.
package final class AdminSockets: Sendable {
    /// A socket, and what it is called.
    package struct Opened: Sendable {
        package let socket: Descriptor
        package let place: Place
    }

    /// Where a socket is.
    package enum Place: Sendable, Hashable, CustomStringConvertible {
        case path(String)
        case endpoint(DHCPEndpoint)

        package var description: String {
            switch self {
            case .path(let path): path
            case .endpoint(let endpoint): "\(endpoint)"
            }
        }
    }

    package let opened: [Opened]
    /// What keeps the socket that nobody named from being there; `nil` when nothing does.
    package let warning: String?
    private let files: [AdminSocketFile]

    /// Opens what settings ask for.
    ///
    /// Throws ``CompleteServerError`` when something can not be opened that the configuration names.
    package init(_ place: AdminPlace, listen: DHCPEndpoint?) throws {
        var opened: [Opened] = []
        var files: [AdminSocketFile] = []
        var warning: String?
        if let path = place.socket {
            do throws(AdminSocketObstacle) {
                let file = try AdminSocketFile(path)
                files.append(file)
                opened.append(Opened(socket: file.socket, place: .path(path)))
            } catch {
                let line = "the server can not be administered by a socket: \(error)"
                if place.isSocketNamed { throw CompleteServerError(.administration, line, cause: error) }
                warning = "\(line); or switch it off (admin: { socket: none })"
            }
        }
        if let listen { opened.append(try Self.open(listen)) }
        (self.opened, self.files, self.warning) = (opened, files, warning)
    }

    private static func open(_ endpoint: DHCPEndpoint) throws(CompleteServerError) -> Opened {
        do throws(SystemError) {
            let socket = try Descriptor.stream()
            try socket.set(SO_REUSEADDR, to: 1)
            try socket.listen(on: endpoint)
            try socket.acceptConnections(waiting: 256)
            return Opened(socket: socket, place: .endpoint(try socket.boundEndpoint()))
        } catch {
            let cure =
                error.isPortInUse
                ? "another program listens there: choose another port"
                : "name an address of this host, and a port above 1023"
            throw CompleteServerError(
                .administration, "admin.listen: can not listen at \(endpoint) (\(error)); \(cure)", cause: error)
        }
    }

    // A start that fails leaves nothing behind.
    deinit { remove() }

    /// Gives the socket to the user that the server becomes.
    func give(to user: HostUser) {
        for file in files { file.give(to: user) }
    }

    /// Removes the file of the socket, as far as the server may still do that; the next start replaces it otherwise.
    package func remove() {
        for file in files { file.remove() }
    }
}
