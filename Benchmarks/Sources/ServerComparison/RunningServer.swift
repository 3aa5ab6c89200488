import Foundation

/// A server that runs in its namespace.
final class RunningServer {
    private let process = Process()

    init(_ contestant: Contestant, in directory: URL, network: TestNetwork) throws {
        let log = directory.appending(path: "output")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = network.atServer([contestant.program] + contestant.arguments(directory))
        process.environment = ProcessInfo.processInfo.environment.merging(contestant.environment(directory)) { $1 }
        process.currentDirectoryURL = directory
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    /// `setpriv` and `ip` become the server, so this is its own number.
    var identifier: Int32 { process.processIdentifier }

    /// User and system time so far.
    var processorSeconds: Double {
        guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        // The fields behind the name begin with the third; 14 and 15 are utime and stime (proc(5)).
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Memory in megabytes (10^6 octets).
    var residentMegabytes: Double {
        let text = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return kibibytes * 1024 / 1e6
    }

    /// Ends the server: politely, and after ten seconds at once.
    func stop() {
        process.terminate()
        for _ in 0..<100 where process.isRunning { usleep(100_000) }
        if process.isRunning { kill(identifier, SIGKILL) }
        process.waitUntilExit()
    }
}
