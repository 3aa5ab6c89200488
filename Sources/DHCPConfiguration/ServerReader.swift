import DHCP
import DHCPLeases

/// Reads `server`.
struct ServerReader {
    private(set) var settings = ServerSettings()
    private(set) var identifier: IPv4Address?
    private(set) var isAuthoritative = true
    private(set) var addressing = ReplyAddressing()

    /// Where replies go, in the words of a file.
    private enum Replies: String, CaseIterable {
        case auto
        case broadcast
    }

    static func read(_ value: YAMLValue?) -> ServerReader {
        var server = ServerReader()
        _ = value?.mapping("a mapping such as { listen: 0.0.0.0:67 }") { server.read(&$0) }
        return server
    }

    private mutating func read(_ mapping: inout MappingReader) {
        var seen: Set<String> = []
        for value in mapping.value("interfaces")?.list() ?? [] {
            guard let name = value.interface() else { continue }
            if seen.insert(name).inserted {
                settings.interfaces.append(name)
            } else {
                value.fail("\(name) stands twice")
            }
        }
        settings.listen = mapping.value("listen")?.endpoint() ?? settings.listen
        addressing.clientPort = mapping.value("client-port")?.port() ?? addressing.clientPort
        identifier = mapping.value("identifier")?.hostAddress()
        isAuthoritative = mapping.value("authoritative")?.boolean() ?? isAuthoritative
        addressing.alwaysBroadcasts = mapping.value("replies")?.word(Replies.self) == .broadcast
    }
}

/// Reads `store`.
enum StoreReader {
    static func read(_ value: YAMLValue?) -> StoreSettings {
        value?.mapping("a mapping such as { path: leases.sqlite }") { mapping in
            let path = mapping.value("path")
            let memory = mapping.value("memory")
            let isMemory = memory?.boolean() ?? false
            if isMemory {
                if let path { path.fail("memory: true stores nothing in a file; leave one of both out") }
                return .memory
            }
            let text = path?.read("a file such as leases.sqlite") { $0.isEmpty || $0.contains("\0") ? nil : $0 }
            return .file(text ?? StoreSettings.defaultPath)
        } ?? .file(StoreSettings.defaultPath)
    }
}
