import Foundation
import Testing

extension Integration {
    /// A server that root starts gives up what it does not need; these tests run as root, and watch it from outside.
    @Suite struct PrivilegeTests {
        private static let nobody: uid_t = 65_534
        /// CAP_NET_BIND_SERVICE and CAP_NET_RAW.
        private static let kept = "0000000000002400"

        private static func configuration(store: String, more: String = "") -> String {
            ServerConfiguration.standard().replacing("{ memory: true }", with: "{ path: \(store) }")
                .replacing("server: { ", with: "server: { \(more)")
        }

        /// What the kernel says of each thread, without the words that are not asked for.
        private func threads(of server: Server, _ words: String...) throws -> Set<[String]> {
            let tasks = "/proc/\(server.process.identifier)/task"
            let names = try FileManager.default.contentsOfDirectory(atPath: tasks)
            #expect(names.count > 1)
            return Set(
                names.map { thread in
                    let lines = TextFile(url: URL(filePath: "\(tasks)/\(thread)/status")).lines
                    return words.map { word in
                        let line = lines.first { $0.hasPrefix("\(word):") } ?? ""
                        return line.split { ":\t ".contains($0) }.dropFirst().joined(separator: " ")
                    }
                })
        }

        private func expectOnlyNetworkCapabilities(of server: Server, user: uid_t) throws {
            let user = Array(repeating: "\(user)", count: 4).joined(separator: " ")
            #expect(try threads(of: server, "Uid", "Groups") == [[user, ""]])
            let none = "0000000000000000"
            #expect(
                try threads(of: server, "CapPrm", "CapEff", "CapBnd", "CapInh", "CapAmb", "NoNewPrivs")
                    == [[Self.kept, Self.kept, Self.kept, none, none, "1"]])
        }

        private func owner(_ url: URL) throws -> uid_t {
            // Of the file itself, where it is a link.
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            return try #require((attributes[.ownerAccountID] as? NSNumber)?.uint32Value, "\(url.path)")
        }

        @Test("every thread keeps two capabilities and no other right; leases belong to the user, and clients get them")
        func ordinary() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let state = try laboratory.newDirectory("state")
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let store = Self.configuration(store: state.appending(path: "leases.sqlite").path)
                let server = try await Server.start(in: laboratory, configuration: store)
                try expectOnlyNetworkCapabilities(of: server, user: Self.nobody)

                let client = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(ServerConfiguration.poolContains(try await client.acquire()))
                #expect(try owner(state) == Self.nobody)
                for suffix in ["", "-wal", "-shm", "-lock"] {
                    #expect(try owner(state.appending(path: "leases.sqlite\(suffix)")) == Self.nobody, "\(suffix)")
                }

                // A new socket on port 67 and frames to a client without an address.
                let both =
                    store.replacing("[eth0]", with: "[eth0, eth1]") + """
                          - subnet: 10.78.0.0/24
                            pools: [10.78.0.100-10.78.0.150]

                        """
                let lines = try await server.reload(both)
                #expect(lines.contains { $0.contains("changes=") }, "\(lines)")
                _ = try await server.process.waitForLine(/eth1: is served/)
                #expect(try await Udhcpc(on: second, in: laboratory).acquire().hasPrefix("10.78.0."))
                #expect(server.lines(about: ServerWords.withoutRawSocket).allSatisfy { $0.contains("given up") })
                server.process.signal(SIGUSR1)
                _ = try await server.process.waitForLine(/statistics: outcomes/)
                try expectOnlyNetworkCapabilities(of: server, user: Self.nobody)
            }
        }

        @Test("files of an earlier server that ran as root are handed over, and its leases are served on")
        func handedOver() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let file = try laboratory.newDirectory("state").appending(path: "leases.sqlite")
                let root = Self.configuration(store: file.path, more: "user: root, ")
                let first = try await Server.start(in: laboratory, configuration: root)
                #expect(first.lines(about: /warning.*server\.user is root/).count == 1)
                #expect(try threads(of: first, "Uid", "NoNewPrivs") == [["0 0 0 0", "0"]])
                let client = try Udhcpc(on: laboratory.client, in: laboratory)
                let address = try await client.acquire()
                await first.process.end(with: SIGKILL)
                #expect(try owner(file) == 0)

                _ = try await Server.start(in: laboratory, configuration: Self.configuration(store: file.path))

                #expect(try owner(file) == Self.nobody)
                #expect(try await client.renew() == address)
            }
        }

        @Test("a user who is named by number is become, also a second one after the first")
        func named() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let file = try laboratory.newDirectory("state").appending(path: "leases.sqlite")
                for user in [7001, 7002] as [uid_t] {
                    let configuration = Self.configuration(store: file.path, more: "user: \(user), ")
                    let server = try await Server.start(in: laboratory, configuration: configuration)
                    try expectOnlyNetworkCapabilities(of: server, user: user)
                    #expect(try owner(file) == user)
                    await server.process.end()
                }
                // Files stay whose they are when nobody is named.
                let server = try await Server.start(
                    in: laboratory, configuration: Self.configuration(store: file.path))
                try expectOnlyNetworkCapabilities(of: server, user: 7002)
            }
        }

        @Test("the kernel lets it write in the directory of the leases alone, also where everybody may write")
        func confined() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let state = try laboratory.newDirectory("state")
                let server = try await Server.start(
                    in: laboratory,
                    configuration: Self.configuration(store: state.appending(path: "leases.sqlite").path))
                let isConfined = server.lines(about: /given up.*writes=where the user may/).isEmpty
                // Another directory of the same name, in which everybody may write: the store would make its file there.
                let gone = state.deletingLastPathComponent().appending(path: "gone")
                try FileManager.default.moveItem(at: state, to: gone)
                let other = try laboratory.newDirectory("state")
                try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: other.path)
                try Udhcpc(on: laboratory.client, in: laboratory).start()
                _ = try await server.process.waitForLine(isConfined ? /leases can not be stored/ : /had been removed/)
                let names = try FileManager.default.contentsOfDirectory(atPath: other.path)
                #expect(names.isEmpty == isConfined, "\(names)")
            }
        }

        @Test("leases beside the configuration: the user makes files there, and can not replace the configuration")
        func beside() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let directory = try laboratory.newDirectory("beside")
                let file = try TextFile.holding(
                    Self.configuration(store: "leases.sqlite"), at: directory.appending(path: "dhcp.yaml"))
                let process = try Server.launch(
                    in: laboratory, at: laboratory.server.namespace, ["serve", "--config", file.path])
                _ = try await process.waitForLine(ServerWords.ready)
                #expect(try owner(directory.appending(path: "leases.sqlite")) == Self.nobody)
                #expect(try owner(directory) == 0)
                let replaced = try await Command.outcome(
                    of: [
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "mv", "-f", file.path,
                        "\(file.path)x",
                    ]
                )
                #expect(replaced.status != 0)
            }
        }

        @Test("where the user can not reach the leases, the server says so and serves without root's rights")
        func unreachable() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let closed = try laboratory.newDirectory("closed")
                try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed.path)
                let inner = closed.appending(path: "inner")
                try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
                let store = inner.appending(path: "leases.sqlite").path
                let server = try await Server.start(
                    in: laboratory, configuration: Self.configuration(store: store))
                #expect(server.lines(about: /warning.*nobody can not make files in/).count == 1)
                try expectOnlyNetworkCapabilities(of: server, user: 0)
                #expect(
                    ServerConfiguration.poolContains(
                        try await Udhcpc(on: laboratory.client, in: laboratory).acquire()))
                await server.process.end()

                let (status, lines) = try await Server.failure(
                    in: laboratory, configuration: Self.configuration(store: store, more: "user: nobody, "))
                #expect(status == ServerWords.cannotRun)
                #expect(lines.contains { $0.contains("error: server.user is nobody") }, "\(lines)")
            }
        }

        @Test("what the server's user links to, and files that are no leases, stay as they are")
        func foreignFiles() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let state = try laboratory.newDirectory("state")
                let victim = try laboratory.newDirectory("victim")
                let keys = try TextFile.holding("key\n", at: victim.appending(path: "authorized_keys"))
                let file = state.appending(path: "leases.sqlite")
                try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: keys.path)
                chown(state.path, Self.nobody, Self.nobody)
                lchown(file.path, Self.nobody, Self.nobody)
                let linked = try await Server.failure(
                    in: laboratory, configuration: Self.configuration(store: file.path))
                #expect(linked.status == ServerWords.cannotRun)
                #expect(linked.lines.contains { $0.contains("is a symbolic link that others") }, "\(linked.lines)")
                let named = try await Server.failure(
                    in: laboratory, configuration: Self.configuration(store: keys.path))
                #expect(named.status == ServerWords.cannotRun)
                #expect(named.lines.contains { $0.contains("nothing was done to it") }, "\(named.lines)")
                #expect(try owner(victim) == 0)
                #expect(try owner(URL(filePath: keys.path)) == 0)
                #expect(try FileManager.default.contentsOfDirectory(atPath: victim.path) == ["authorized_keys"])
            }
        }

        @Test("a user whom the host does not have is an error with its place")
        func unknown() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = Self.configuration(store: "leases.sqlite", more: "user: no-such-user-x, ")
                let (status, lines) = try await Server.failure(in: laboratory, configuration: configuration)
                #expect(status == 1)
                #expect(
                    lines.contains { $0.contains(/dhcp\.yaml:1:11: error: server\.user: .*no-such-user-x/) }, "\(lines)"
                )
                let file = try TextFile.holding(
                    configuration, at: laboratory.newDirectory("check").appending(path: "dhcp.yaml"))
                let checked = try await Command.outcome(
                    of: [Environment.binary(named: "dhcp").path, "check", file.path])
                #expect(checked.status == 0)
                #expect(checked.output.contains("dhcp.yaml:1:11: warning: server.user"), "\(checked)")
            }
        }

        @Test("a reload keeps the user, and says that another one needs a restart or does not exist")
        func reloaded() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let other = ServerConfiguration.standard().replacing("server: { ", with: "server: { user: root, ")
                let lines = try await server.reload(other)
                #expect(
                    lines.contains { $0.contains(/warning.*server\.user is taken over at the next start/) }, "\(lines)")
                let wrong = try await server.reload(other.replacing("user: root", with: "user: no-such-user-x"))
                #expect(wrong.contains { $0.contains(/dhcp\.yaml:1:11: error: server\.user/) }, "\(wrong)")
                try expectOnlyNetworkCapabilities(of: server, user: Self.nobody)
            }
        }

        @Test("a configuration that the user can not read is said at the start")
        func unreadable() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let file = try TextFile.holding(
                    ServerConfiguration.standard(), at: laboratory.newDirectory("closed").appending(path: "dhcp.yaml"))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
                let process = try Server.launch(
                    in: laboratory, at: laboratory.server.namespace, ["serve", "--config", file.path])
                _ = try await process.waitForLine(/warning.*nobody can not read the configuration/)
                _ = try await process.waitForLine(ServerWords.ready)
            }
        }

        @Test("who did not start it as root goes on as they are, and is told of another user")
        func withoutRoot() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = ServerConfiguration.standard().replacing(
                    "server: { ", with: "server: { user: root, ")
                let server = try await Server.start(
                    in: laboratory, configuration: configuration,
                    wrapper: [
                        "setpriv", "--reuid=7001", "--regid=7001", "--groups=7003",
                        "--inh-caps=+net_bind_service,+net_raw", "--ambient-caps=+net_bind_service,+net_raw",
                    ])
                #expect(server.lines(about: /notice.*server\.user is root, and the server goes on as 7001/).count == 1)
                #expect(
                    try threads(of: server, "Uid", "Groups", "NoNewPrivs") == [["7001 7001 7001 7001", "7003", "0"]])
            }
        }

        @Test("root that may not change users serves on with what it has", arguments: ["setuid", "setgid"])
        func container(missing: String) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(
                    in: laboratory, configuration: ServerConfiguration.standard(), wrapper: Privilege.without(missing))
                #expect(server.lines(about: /warning.*root may not change users here/).count == 1)
                #expect(try threads(of: server, "Uid", "CapEff") == [["0 0 0 0", Self.kept]])
            }
        }
    }
}
