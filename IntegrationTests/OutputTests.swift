import Foundation
import Testing

extension Integration {
    /// A server whose log nobody reads, or that has no place to write to.
    @Suite struct OutputTests {
        /// Runs the server with its standard error in a pipe that is full and that nobody reads.
        private static let intoFullPipe = [
            "sh", "-c",
            """
            mkfifo log && exec 3<>log && dd if=/dev/zero of=log bs=4096 count=16 2>/dev/null; exec "$0" "$@" 2>log
            """,
        ]

        @Test("a log pipe that nobody reads keeps neither answers nor the end from coming")
        func unreadLog() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try Server.begin(
                    in: laboratory, configuration: ServerConfiguration.standard(), wrapper: Self.intoFullPipe)
                #expect(
                    ServerConfiguration.poolContains(try await Udhcpc(on: laboratory.client, in: laboratory).acquire()))
                for number in [SIGHUP, SIGUSR1] { server.process.signal(number) }
                server.process.signal(SIGTERM)
                #expect(try await server.process.waitForExit() == 0)
            }
        }

        @Test("a reader of the log who goes away does not end the server")
        func readerGone() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let wrapper = [
                    "sh", "-c", "mkfifo log && exec 3<>log && exec 4>log 3<&- 2>&4 4>&- && exec \"$0\" \"$@\"",
                ]
                let server = try Server.begin(
                    in: laboratory, configuration: ServerConfiguration.standard(), wrapper: wrapper)
                #expect(
                    ServerConfiguration.poolContains(try await Udhcpc(on: laboratory.client, in: laboratory).acquire()))
                server.process.signal(SIGTERM)
                #expect(try await server.process.waitForExit() == 0)
            }
        }

        @Test(
            "a server that is started with its descriptors 0 to 2 closed serves, and gives their numbers to nothing else"
        )
        func closedDescriptors() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try Server.begin(
                    in: laboratory, configuration: ServerConfiguration.standard(),
                    wrapper: ["sh", "-c", "exec \"$0\" \"$@\" <&- >&- 2>&-"])
                #expect(
                    ServerConfiguration.poolContains(try await Udhcpc(on: laboratory.client, in: laboratory).acquire()))
                for number in 0...2 {
                    let target = try FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/\(server.process.identifier)/fd/\(number)")
                    #expect(target == "/dev/null")
                }
            }
        }

        @Test("a reload that meets a pipe nobody writes to is refused, and the server goes on")
        func pipeAsConfiguration() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                try server.replaceConfigurationByPipe()
                server.process.signal(SIGHUP)
                _ = try await server.process.waitForLine(/of which nothing more came/)
                _ = try await server.process.waitForLine(/is not taken over/)
                server.process.signal(SIGUSR1)
                _ = try await server.process.waitForLine(/statistics: messages/)
            }
        }

        @Test(
            "a disk that is full is said in a line, with an exit code of its own",
            arguments: [["check", "--schema"], ["--help"], ["--version"], ["--generate-completion-script", "bash"]])
        func fullDisk(_ arguments: [String]) async throws {
            let dhcp = Environment.binary(named: "dhcp").path
            let outcome = try await Command.outcome(
                of: ["sh", "-c", "exec \"$0\" \"$@\" > /dev/full", dhcp] + arguments)
            #expect(outcome.status == 74)
            #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains("No space left on device"))
            let piped = try await Command.outcome(
                of: ["sh", "-c", "\"$0\" \"$@\" | true", dhcp] + arguments)
            #expect(piped.errors.isEmpty)
        }

        @Test("a pipe that nobody writes to is waited for, and the end comes when it is told")
        func unwrittenPipe() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let pipe = try laboratory.newDirectory("pipe").appending(path: "p").path
                #expect(mkfifo(pipe, 0o600) == 0)
                let snoop = try Server.launch(
                    in: laboratory, at: laboratory.client.namespace, ["snoop", "--read", pipe])
                // Whoever opens it without waiting finds a reader there.
                var writer = open(pipe, O_WRONLY | O_NONBLOCK)
                for _ in 0..<2000 where writer < 0 {
                    try await Task.sleep(for: .milliseconds(10))
                    writer = open(pipe, O_WRONLY | O_NONBLOCK)
                }
                try #require(writer >= 0)
                defer { close(writer) }
                snoop.signal(SIGTERM)
                #expect(try await snoop.waitForExit() == 1)
            }
        }
    }
}
