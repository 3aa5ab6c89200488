import Foundation

/// Our server, as it runs on the first machine of a laboratory.
struct Server {
    let process: RunningProcess
    private let file: TextFile
    /// The path of its configuration.
    var configuration: String { file.path }

    /// Starts the server and waits until it says that it is ready.
    ///
    /// - Parameter wrapper: a command that runs the server, as `setpriv` to take capabilities away.
    static func start(
        in laboratory: Laboratory, configuration: String, wrapper: [String] = []
    ) async throws -> Server {
        let server = try begin(in: laboratory, configuration: configuration, wrapper: wrapper)
        _ = try await server.process.waitForLine(ServerWords.ready)
        return server
    }

    /// Starts the server and does not wait for anything.
    static func begin(in laboratory: Laboratory, configuration: String, wrapper: [String] = []) throws -> Server {
        let file = try write(configuration, in: laboratory)
        let process = try launch(
            in: laboratory, at: laboratory.server.namespace, ["serve", "--config", file.path], wrapper: wrapper)
        return Server(process: process, file: file)
    }

    /// Has the server read another configuration, and returns what it said about that.
    func reload(_ configuration: String) async throws -> [String] {
        let seen = process.errors.lines.count
        _ = try TextFile.holding(configuration, at: file.url)
        process.signal(SIGHUP)
        return try await wait(for: "what the server says of its configuration", evidence: { process.transcript }) {
            let lines = Array(process.errors.lines.dropFirst(seen))
            return lines.contains { $0.contains(ServerWords.reloaded) } ? lines : nil
        }
    }

    /// Puts a pipe that nobody writes to in the configuration's place.
    func replaceConfigurationByPipe() throws {
        try FileManager.default.removeItem(at: file.url)
        if mkfifo(file.path, 0o644) != 0 { throw POSIXError(.EIO) }
    }

    /// Runs the server under a condition in which it cannot start, and returns what it said when it ended.
    static func failure(
        in laboratory: Laboratory, configuration: String, wrapper: [String] = []
    ) async throws -> (status: Int32, lines: [String]) {
        let process = try begin(in: laboratory, configuration: configuration, wrapper: wrapper).process
        let status = try await process.waitForExit()
        return (status, process.errors.lines)
    }

    /// Runs `dhcp` with any arguments in an empty directory, where it may leave files.
    static func launch(
        in laboratory: Laboratory, at namespace: NetworkNamespace, _ arguments: [String], wrapper: [String] = []
    ) throws -> RunningProcess {
        let directory = try laboratory.newDirectory("dhcp")
        let command = ["env", "--chdir=\(directory.path)"] + wrapper + [Environment.binary(named: "dhcp").path]
        return try laboratory.start("dhcp-\(arguments[0])", in: namespace, command + arguments)
    }

    /// The lines about something, as warnings that must come only once.
    func lines(about pattern: Regex<some Any>) -> [String] {
        process.errors.lines.filter { $0.contains(pattern) }
    }

    private static func write(_ configuration: String, in laboratory: Laboratory) throws -> TextFile {
        try TextFile.holding(configuration, at: laboratory.newDirectory("server").appending(path: "dhcp.yaml"))
    }
}
