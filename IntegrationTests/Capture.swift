import Foundation
import Testing

/// A capture of the DHCP packets at one interface.
struct Capture {
    private let process: RunningProcess
    private let file: TextFile

    /// Starts to capture; when it returns, no later packet is missed.
    static func start(in laboratory: Laboratory, at host: Host) async throws -> Capture {
        let file = try laboratory.newDirectory("capture").appending(path: "capture.pcap")
        let process = try laboratory.start(
            "tcpdump", in: host.namespace,
            [
                "tcpdump", "--interface", host.interface, "--immediate-mode", "-U", "-Z", "root", "-w", file.path,
                "udp and (port 67 or port 68 or port 4011)",
            ])
        _ = try await process.waitForLine(/listening on/)
        return Capture(process: process, file: TextFile(url: file))
    }

    /// Where the capture file is.
    var path: String { file.path }

    /// The packets so far, once one of them is as wished: a packet reaches the file a little after its receiver.
    func packets(
        until isThere: (Packet) -> Bool, _ what: String, upTo limit: Duration = .generous
    ) async throws -> [Packet] {
        var latest: [Packet] = []
        return try await wait(for: what, upTo: limit, evidence: { Self.summary(latest) }) {
            latest = try await packets()
            return latest.contains(where: isThere) ? latest : nil
        }
    }

    /// Ends the capture; what was captured stays.
    func end() async {
        await process.end()
    }

    func packets() async throws -> [Packet] {
        var arguments = ["tshark", "-n", "-r", file.path, "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a"]
        arguments += ["-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]
        arguments += Packet.fields.flatMap { ["-e", $0] }
        // tshark's exit code tells of a packet that is not all in the file yet; the next reading will have it.
        return try await Command.outcome(of: arguments).output
            .split(whereSeparator: \.isNewline).compactMap { Packet(String($0)) }
    }

    static func summary(_ packets: [Packet]) -> String {
        packets.map { packet in
            let type = packet.type.map { "\($0)" } ?? "?"
            return "    \(type) \(packet.source) > \(packet.destination) (\(packet.ethernetDestination)) "
                + "ciaddr \(packet.clientAddress) yiaddr \(packet.yourAddress) \(packet.faults.joined(separator: "; "))\n"
        }.joined()
    }
}
