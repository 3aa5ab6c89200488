import DHCP
import DHCPLeases

/// Where replies go, in the words of a file.
enum Replies: String, CaseIterable {
    case auto
    case broadcast
}

/// Reads `server`.
struct ServerReader {
    private(set) var settings = ServerSettings()
    private(set) var identifier: IPv4Address?
    private(set) var isAuthoritative = true
    private(set) var usesClientIdentifiers = true
    private(set) var addressing = ReplyAddressing()
    private(set) var trustedInterfaces: Set<String> = []

    static func read(_ value: YAMLValue?) -> ServerReader {
        var server = ServerReader()
        value?.section(.server) { server.read($0) }
        return server
    }

    private mutating func read(_ section: SectionReader) {
        settings.interfaces = interfaces(section, .interfaces)
        trustedInterfaces = Set(interfaces(section, .trustedInterfaces))
        settings.listen = section.value(.listen)?.endpoint() ?? settings.listen
        addressing.clientPort = section.value(.clientPort)?.port() ?? addressing.clientPort
        identifier = section.value(.identifier)?.hostAddress()
        isAuthoritative = section.value(.authoritative)?.boolean() ?? isAuthoritative
        addressing.alwaysBroadcasts = section.value(.replies)?.word(Replies.self) == .broadcast
        settings.segmentationOffload =
            section.value(.segmentationOffload)?.word(SegmentationOffload.self) ?? settings.segmentationOffload
        settings.user = section.value(.user)?.user()
        usesClientIdentifiers = section.value(.clientIDs)?.boolean() ?? usesClientIdentifiers
    }

    /// A list of interfaces, each of which stands once; trusted ones should be served, too.
    private func interfaces(_ section: SectionReader, _ key: ConfigurationKey) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        let served = key == .interfaces ? [] : Set(settings.interfaces)
        for value in section.value(key)?.list() ?? [] {
            guard let name = value.servedInterface() else { continue }
            if seen.insert(name).inserted {
                names.append(name)
            } else {
                value.fail("\(name) stands twice")
            }
            if !served.isEmpty, !served.contains(name) {
                value.warn("\(name) is not one of server.interfaces, so nothing is heard there")
            }
        }
        return names
    }
}

/// Reads `log`.
enum LogReader {
    static func read(_ value: YAMLValue?) -> LogSettings {
        value?.section(.log) { section in
            LogSettings(leases: section.value(.leases)?.boolean() ?? LogSettings().leases)
        } ?? LogSettings()
    }
}
