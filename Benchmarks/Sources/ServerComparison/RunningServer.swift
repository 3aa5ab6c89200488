import Foundation

/// A server that runs in its namespace.
///
/// It is not a `Process` of Foundation, which takes a child that closes the descriptors it inherits, as dnsmasq does,
/// for one that has ended, and waits for it.
final class RunningServer {
    /// `setpriv` and `ip` become the server, so this is its own number.
    let identifier: pid_t
    private var hasEnded = false

    init(_ contestant: Contestant, in directory: URL, network: TestNetwork) throws {
        let environment = ProcessInfo.processInfo.environment.merging(contestant.environment(directory)) { $1 }
        identifier = try Self.spawn(
            network.atServer([contestant.program] + contestant.arguments(directory)),
            environment: environment.map { "\($0)=\($1)" }, output: directory.appending(path: "output").path)
    }

    private static func spawn(_ command: [String], environment: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var identifier: pid_t = 0
        let failure = posix_spawnp(&identifier, command[0], &actions, nil, arguments, variables)
        guard failure == 0 else {
            throw Shell.Failure(description: "can not start `\(command[0])`: \(String(cString: strerror(failure)))")
        }
        return identifier
    }

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

    /// Waits until it has done what the load before has left it, such as moving its log into the database; ten seconds at
    /// most.
    func waitForRest() {
        for _ in 0..<20 {
            let before = processorSeconds
            usleep(500_000)
            if processorSeconds - before < 0.03 { return }
        }
    }

    /// How many octets it has written into files.
    var writtenOctets: Int {
        let text = (try? String(contentsOfFile: "/proc/\(identifier)/io", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("wchar:") }
        return line.flatMap { Int($0.dropFirst("wchar: ".count)) } ?? 0
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
        guard !hasEnded else { return }
        hasEnded = true
        kill(identifier, SIGTERM)
        for _ in 0..<100 {
            if waitpid(identifier, nil, WNOHANG) != 0 { return }
            usleep(100_000)
        }
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
    }
}
