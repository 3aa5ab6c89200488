internal import DHCP
internal import DHCPConfiguration
internal import DHCPLinux
internal import DHCPServer
internal import Foundation

/// A server of this kind that runs on this host.
package enum RunningServer {
    /// The configuration of the first that has the port of servers, or the one for trials, as a path from the root; `nil`
    /// when none is seen.
    package static func configuration() -> String? {
        let owners = [DHCPEndpoint.serverPort, ServerSettings.defaultListen.port].flatMap {
            PortNeighbours(port: $0).owners(at: 0)
        }
        return owners.lazy.compactMap { configuration(of: $0.process) }.first
    }

    /// The configuration that a process serves, as a path from the root; `nil` where its command line names none.
    static func configuration(of process: Int32) -> String? {
        let place = "/proc/\(process)"
        let words = (SystemFile.text("\(place)/cmdline", limit: 1 << 16) ?? "").split(separator: "\0").map(String.init)
        guard let path = path(in: words) else { return nil }
        if path.hasPrefix("/") { return path }
        return SystemFile.linkTarget("\(place)/cwd").map { "\($0)/\(path)" }
    }

    /// Whether two paths lead to one file.
    static func isSame(_ one: String, _ other: String) -> Bool {
        func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        return place(one) == place(other)
    }

    /// The configuration that a command line names.
    static func path(in words: [String]) -> String? {
        guard words.contains("serve") else { return nil }
        if let place = words.firstIndex(of: "--config"), place + 1 < words.count { return words[place + 1] }
        return words.first { $0.hasPrefix("--config=") }.map { String($0.dropFirst("--config=".count)) }
    }
}
