import ArgumentParser
import CDHCPBuild
import DHCPConfiguration
import DHCPLoad
import DHCPProgram
import DHCPServer
import Dispatch
import Foundation

/// The `dhcp` executable.
@main
struct DHCPTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dhcp",
        abstract: "A DHCPv4 server, and tools to look at DHCP.",
        discussion: """
            Exit codes: 0 done, 1 looked and found nothing (or something wrong), 2 wrong usage, 69 cannot run here, \
            74 the output can not be written.
            """,
        version: String(cString: cdhcp_version()),
        subcommands: commands)

    private static var commands: [any ParsableCommand.Type] {
        var commands: [any ParsableCommand.Type] = [
            Serve.self, Check.self, Doctor.self, Discover.self, Snoop.self, Bench.self,
        ]
        #if SQLite
            commands += [
                Leases.self, Pools.self, History.self, Explain.self, Plan.self, ReplayCommand.self, Shadow.self,
            ]
        #endif
        commands.append(Cluster.self)
        #if Admin
            commands += [
                StatusCommand.self, ReloadCommand.self, EventsCommand.self, ReservationsCommand.self, TokenCommand.self,
            ]
        #endif
        return commands
    }

    /// Begins on the only thread there is: a server that root starts becomes another user before there are more.
    static func main() {
        StandardDescriptors.fill()
        do {
            let run = try action(try parseAsRoot())
            // The main thread is given to the queue below for good, so the command needs a task.
            Task {
                do {
                    try await run()
                    Output.flush()
                    Foundation.exit(0)
                } catch {
                    end(error)
                }
            }
        } catch {
            end(error)
        }
        dispatchMain()
    }

    /// What a command does.
    private static func action(_ command: any ParsableCommand) throws -> @Sendable () async throws -> Void {
        if let serve = command as? Serve {
            let start = try ServerStart(serve)
            return { try await start.run() }
        }
        let command = CommandBox(command)
        return { try await command.run() }
    }

    private static func end(_ error: any Error) -> Never {
        switch error {
        case let failure as DHCPTransportError: fail("\(failure)", status: .cannotRun)
        case let failure as CannotRun: fail(failure.description, status: .cannotRun)
        case let failure as CompleteServerError: fail(failure.description, status: .cannotRun)
        case let errors as ConfigurationErrors: fail(errors)
        case let failure as LoadError: fail(failure.description, status: .cannotRun)
        default:
            if let failure = LeaseStorage.failure(error) { fail(failure.description, status: .cannotRun) }
            finish(error)
        }
    }

    /// Prints what the parser has to say (help, usage, an exit code) and ends the process.
    private static func finish(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        if code == .success {
            if !text.isEmpty { StandardOutput.write(text) }
            Output.flush()
            Foundation.exit(0)
        }
        if code == .validationFailure, let hint = MeantCommand.hint(for: Array(CommandLine.arguments.dropFirst())) {
            StandardError.write("Error: \(hint)")
        } else if !text.isEmpty {
            StandardError.write(text)
        }
        Output.flush()
        Foundation.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
    }

    /// Everything that is wrong with a file, a line each.
    private static func fail(_ errors: ConfigurationErrors) -> Never {
        StandardError.write(errors.description)
        Output.flush()
        Foundation.exit(ExitStatus.negative.rawValue)
    }

    private static func fail(_ text: String, status: ExitStatus) -> Never {
        StandardError.write("dhcp: error: \(text)")
        Output.flush()
        Foundation.exit(status.rawValue)
    }
}

/// A command on its way to the task that runs it, which is its only owner.
private struct CommandBox: @unchecked Sendable {
    private let command: any ParsableCommand

    init(_ command: any ParsableCommand) {
        self.command = command
    }

    func run() async throws {
        // `help` and `--help` parse into a command of the parser's own, which is not asynchronous.
        var command = command
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }
}

/// What the exit code of the process says.
enum ExitStatus: Int32 {
    /// The command looked, and found nothing or something wrong.
    case negative = 1
    /// The arguments are wrong.
    case usage = 2
    /// Something outside the command keeps it from running (EX_UNAVAILABLE).
    case cannotRun = 69
    /// What the command found could not be written (EX_IOERR).
    case output = 74
}

extension ExitCode {
    init(_ status: ExitStatus) {
        self.init(status.rawValue)
    }
}

/// Something outside the command keeps it from running: one line with cause and cure.
struct CannotRun: Error, CustomStringConvertible {
    let description: String
}
