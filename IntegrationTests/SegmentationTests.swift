import Foundation
import Testing

extension Integration {
    /// Replies that the kernel takes as one datagram.
    @Suite(.enabled(if: Environment.canTrace, "no `strace`: run `apt-get install strace`"))
    struct SegmentationTests {
        @Test("on a virtual cable that would keep them joined, replies leave one by one")
        func virtualCable() async throws {
            let sending = try await sending("auto", isDividedByTheKernel: false)
            #expect(sending.joinedSome == false && sending.longestFrame < 1500)
        }

        @Test("where the kernel divides them, replies leave joined and arrive in frames of their own")
        func dividedByTheKernel() async throws {
            let sending = try await sending("auto", isDividedByTheKernel: true)
            #expect(sending.joinedSome && sending.longestFrame < 1500)
        }

        @Test("replies leave joined where that is asked for, and one by one where it is forbidden")
        func words() async throws {
            let always = try await sending("always", isDividedByTheKernel: false)
            #expect(always.joinedSome && always.longestFrame > 1500)
            let never = try await sending("never", isDividedByTheKernel: true)
            #expect(never.joinedSome == false && never.longestFrame < 1500)
        }

        /// How a server sent its replies.
        private struct Sending {
            /// Whether some were given to the kernel as one datagram.
            var joinedSome: Bool
            /// How long the longest frame was at the other end of the cable, in octets.
            var longestFrame: Int
        }

        /// Serves 200 clients behind a relay at the other end of a cable, before which the kernel divides or does not.
        private func sending(_ word: String, isDividedByTheKernel: Bool) async throws -> Sending {
            var sending: Sending?
            try await Laboratory.open(.direct) { laboratory in
                let (server, client) = (try laboratory.server, try laboratory.client)
                for host in [server, client] {
                    try await host.namespace.run(
                        "ethtool", "-K", host.interface, "tx", "on", "tx-udp-segmentation",
                        isDividedByTheKernel ? "off" : "on")
                }
                try await client.namespace.run("ip", "address", "add", "10.77.0.2/24", "dev", client.interface)
                let process = try await Server.start(
                    in: laboratory,
                    configuration: ServerConfiguration.standard(pool: "10.77.0.3-10.77.0.250")
                        .replacing("server: { ", with: "server: { segmentation-offload: \(word), ")
                ).process
                let capture = try await Capture.start(in: laboratory, at: client)
                let calls = try laboratory.newDirectory("calls").appending(path: "calls")
                let tracer = try laboratory.start(
                    "strace", in: nil,
                    ["strace", "-f", "-e", "trace=sendmmsg", "-o", calls.path, "-p", "\(process.identifier)"])
                _ = try await tracer.waitForLine(/attached/)
                let bench = try Server.launch(
                    in: laboratory, at: client.namespace,
                    [
                        "bench", "--server", Layout.serverAddress, "--clients", "200", "--in-flight", "100",
                        "--yes-load-this-server",
                    ])
                #expect(try await bench.waitForExit() == 0, "\(bench.transcript)")
                await tracer.end()
                await capture.end()
                let lengths = try await Command.outcome(of: [
                    "tshark", "-n", "-r", capture.path, "-T", "fields", "-e", "frame.len",
                ]).output.split(separator: "\n").compactMap { Int($0) }
                #expect(lengths.count > 100)
                // UDP_SEGMENT, by its number where strace does not know the name.
                let joined = try String(contentsOf: calls, encoding: .utf8)
                    .contains(/SOL_UDP, cmsg_type=(0x67|UDP_SEGMENT)/)
                sending = Sending(joinedSome: joined, longestFrame: lengths.max() ?? 0)
            }
            return try #require(sending)
        }
    }
}
