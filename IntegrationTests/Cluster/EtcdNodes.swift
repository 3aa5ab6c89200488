import Foundation
import Testing

/// Machines of etcd, on loopback addresses of their own.
actor EtcdNodes {
    /// Where each answers, as `address:port`.
    nonisolated let endpoints: [String]
    private let directory: TemporaryDirectory
    private let options: [String]
    private let scheme: String
    private var processes: [Int: RunningProcess] = [:]
    private var starts = 0

    private static let clientPort = 2379
    private static let peerPort = 2380

    /// Starts `count` machines and waits until they serve; `options` are for each of them.
    static func start(
        _ count: Int, in directory: TemporaryDirectory, options: [String] = [], scheme: String = "http",
        network: String = newNetwork()
    ) async throws -> EtcdNodes {
        let nodes = EtcdNodes(count, in: directory, options: options, scheme: scheme, network)
        do {
            try await nodes.restart(Array(0..<count))
        } catch {
            await nodes.end()
            throw error
        }
        return nodes
    }

    /// A network of 127.0.0.0/8 of a test's own, such as `127.70.3`.
    static func newNetwork() -> String { "127.\(Int.random(in: 64..<192)).\(Int.random(in: 1..<255))" }

    private init(
        _ count: Int, in directory: TemporaryDirectory, options: [String], scheme: String, _ network: String
    ) {
        endpoints = (1...count).map { "\(network).\($0):\(Self.clientPort)" }
        (self.directory, self.options, self.scheme) = (directory, options, scheme)
    }

    private func launch(_ number: Int) throws -> RunningProcess {
        starts += 1
        let hosts = endpoints.map { String($0.prefix { $0 != ":" }) }
        let peers = hosts.map { "http://\($0):\(Self.peerPort)" }
        let members = peers.enumerated().map { "node\($0.offset)=\($0.element)" }.joined(separator: ",")
        return try RunningProcess(
            [
                "etcd", "--name", "node\(number)", "--data-dir", directory.url.appending(path: "node\(number)").path,
                "--listen-client-urls", "\(scheme)://\(endpoints[number])",
                "--advertise-client-urls", "\(scheme)://\(endpoints[number])",
                "--listen-peer-urls", peers[number], "--initial-advertise-peer-urls", peers[number],
                "--initial-cluster", members, "--initial-cluster-token", endpoints[0],
            ] + options, name: "etcd-\(number)-\(starts)", directory: directory.url)
    }

    /// The number of the machine that leads.
    func leader() async throws -> Int {
        try await wait(for: "a leader") {
            for (number, endpoint) in endpoints.enumerated() where processes[number]?.isRunning == true {
                let status = try await control(["endpoint", "status", "-w", "fields"], at: endpoint)
                var fields: [String: String] = [:]
                for line in status.split(separator: "\n") {
                    let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                    if parts.count == 2 { fields[parts[0]] = parts[1] }
                }
                if let leader = fields["\"Leader\""], leader != "0", leader == fields["\"MemberID\""] { return number }
            }
            return nil
        }
    }

    /// Runs `etcdctl` and returns what it printed, also when it failed.
    @discardableResult
    func control(
        _ arguments: [String], at endpoint: String? = nil, input: String = "/dev/null"
    ) async throws -> String {
        starts += 1
        let process = try RunningProcess(
            [
                "sh", "-c", #"exec "$@" <"$0""#, input, "env", "ETCDCTL_API=3", "etcdctl", "--command-timeout=5s",
                "--endpoints=\(endpoint ?? endpoints.joined(separator: ","))",
            ] + arguments, name: "etcdctl-\(starts)", directory: directory.url)
        try await process.waitForExit()
        return process.output.text
    }

    /// Ends a machine as a loss of power does.
    func kill(_ number: Int) async throws {
        processes[number]?.signal(SIGKILL)
        try await processes[number]?.waitForExit()
    }

    /// Has a machine stand still.
    func pause(_ number: Int) async throws { try await processes[number]?.pause() }

    /// Lets a machine go on.
    func resume(_ number: Int) { processes[number]?.signal(SIGCONT) }

    /// Starts machines again with what they had stored, and waits until they serve.
    func restart(_ numbers: [Int]) async throws {
        for number in numbers { processes[number] = try launch(number) }
        for number in numbers { _ = try await processes[number]?.waitForLine(/ready to serve/) }
    }

    /// Stores octets at a key.
    func put(_ value: [UInt8], at key: String) async throws {
        let file = directory.url.appending(path: "value")
        try Data(value).write(to: file)
        try await control(["put", key], input: file.path)
    }

    /// Ends all of them.
    func end() async {
        for process in processes.values {
            process.signal(SIGCONT)
            await process.end(with: SIGKILL)
        }
    }

    /// What they said, for failure messages.
    var transcript: String { processes.values.map(\.transcript).joined(separator: "\n") }

    /// Starts machines for `body`, and ends them whether it fails or not.
    static func use(
        _ count: Int = 1, options: [String] = [], _ body: (EtcdNodes) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let nodes = try await start(count, in: directory, options: options)
        do {
            try await body(nodes)
        } catch {
            Issue.record(error, Comment(rawValue: await nodes.transcript))
        }
        await nodes.end()
    }
}
