package import DHCPConfiguration
import Foundation

/// Where a server is administered: for the server, and for the commands that look for it.
package struct AdminPlace: Sendable {
    /// The socket; `nil` when there is to be none.
    package let socket: String?
    /// Whether the configuration names the socket.
    package let isSocketNamed: Bool
    /// The file of the tokens; `nil` where leases are in memory and nobody named one.
    package let tokens: String?

    /// The name of a socket in a directory that is for it.
    private static let socketName = "admin.sock"

    /// Takes a configuration's settings, where its leases are, and the file that it was read from.
    package init(
        _ settings: AdminSettings, _ storage: LeaseStorage, file: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        func beside(_ path: String) -> String { Self.path(path, besideConfiguration: file) }
        switch settings.socket {
        case .none: (socket, isSocketNamed) = (nil, false)
        case .path(let path): (socket, isSocketNamed) = (beside(path), true)
        case .automatic:
            let runtime = environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first
            socket =
                runtime.map { "\($0)/\(Self.socketName)" }
                ?? storage.path(besideLeases: "-\(Self.socketName)", alone: Self.socketName)
            isSocketNamed = false
        }
        tokens = settings.tokens.map(beside) ?? storage.path(besideLeases: "-tokens", alone: "tokens")
    }

    /// Where a path leads that counts from the directory of a configuration.
    static func path(_ path: String, besideConfiguration file: String?) -> String {
        guard !path.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// The directory that the unit in `Examples` has for its socket.
    private static let runtimeDirectory = "/run/dhcp-server"

    /// Where a command looks for a server, the likeliest first.
    ///
    /// The service's own directory is no part of a person's environment, so it is looked at where the configuration is the
    /// system's, or none is named.
    package static func candidates(
        settings: AdminSettings = AdminSettings(), storage: LeaseStorage, file: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [String] {
        let own = AdminPlace(settings, storage, file: file, environment: environment)
        guard let socket = own.socket else { return [] }
        if own.isSocketNamed || storage.isNamed { return [socket] }
        let isOfSystem = file.map { $0.hasPrefix("/etc/") } ?? true
        let ofService = isOfSystem ? ["\(runtimeDirectory)/\(socketName)"] : []
        let ofState = file == nil ? ["\(LeaseStorage.stateDirectory)/\(StoreSettings.defaultPath)-\(socketName)"] : []
        return [socket] + (ofService + ofState).filter { $0 != socket }
    }
}
