import DHCP
import DHCPCapture
import Foundation
import Testing

/// Captures of real networks, which are not part of the package, compared with what tshark says of them.
@Suite(.enabled(if: RealCaptures.obstacle == nil, Comment(rawValue: RealCaptures.obstacle ?? "")))
struct RealCaptureTests {
    @Test("every message has the transaction, type and options that tshark finds", arguments: RealCaptures.files)
    func compared(_ file: String) throws {
        let messages = try CaptureFile.messages(at: file)
        let rows = try RealCaptures.tshark(file)
        #expect(messages.count == rows.count)
        for (seen, row) in zip(messages, rows) {
            #expect(seen.header?.xid == row.xid)
            #expect(seen.type?.rawValue == row.type)
            #expect(seen.options.map { Int($0.code.rawValue) } == row.codes)
            #expect(seen.datagram.payload == row.payload)
            #expect(seen.message?.encode() == row.payload)
            #expect(try JSONSerialization.jsonObject(with: Data(JSONPrinter.text(seen).utf8)) is [String: Any])
            // Every octet stands in the expression, in its order.
            let numbers = SwiftPrinter.text(seen).matches(of: /0x([0-9a-f]{2}),/)
            #expect(numbers.compactMap { UInt8($0.output.1, radix: 16) } == row.payload)
        }
    }
}

/// The folder of captures beside the repository, if there is one, and tshark.
enum RealCaptures {
    struct Row {
        let xid: UInt32?
        let type: UInt8?
        let codes: [Int]
        let payload: [UInt8]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/captures")
    private static let program = "/usr/bin/tshark"

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix("pcap") || $0.hasSuffix("pcapng") }.sorted()
            .map { folder.appending(path: $0).path }
    }()

    static let obstacle: String? = {
        if files.isEmpty { return "SKIPPED: there are no captures in \(folder.path)" }
        return FileManager.default.isExecutableFile(atPath: program) ? nil : "SKIPPED: there is no \(program)"
    }()

    /// What tshark says: transaction, type, option codes without Pad and End, payload.
    static func tshark(_ file: String) throws -> [Row] {
        let process = Process()
        process.executableURL = URL(filePath: program)
        let fields = ["dhcp.id", "dhcp.option.dhcp", "dhcp.option.type", "udp.payload"]
        process.arguments =
            ["-n", "-r", file, "-Y", "dhcp", "-T", "fields", "-E", "separator=|"] + fields.flatMap { ["-e", $0] }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let digits = Array(words[3])
            return Row(
                xid: UInt32(words[0].dropFirst(2), radix: 16), type: UInt8(words[1]),
                codes: words[2].split(separator: ",").compactMap { Int($0) }.filter { $0 != 0 && $0 != 255 },
                payload: stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                    UInt8(String(digits[$0...$0 + 1]), radix: 16)
                })
        }
    }
}
