import DHCPServer
import Foundation
import Testing

@Suite struct BackgroundWriterTests {
    private static let line = String(repeating: "x", count: 99) + "\n"

    @Test("whoever writes into a pipe that nobody reads never waits, and the gap is told in its place")
    func unreadPipe() throws {
        let pipe = Pipe()
        let writer = BackgroundWriter(pipe.fileHandleForWriting.fileDescriptor, limit: 10_000)
        // More than the pipe and the writer keep together, however late the writer's thread comes to run.
        var count = 0
        repeat {
            for _ in 0..<1000 { writer.write(Self.line) }
            count += 1000
        } while count < 5000 || writer.flush(within: .milliseconds(1)) && count < 1_000_000

        let reader = LineReader(pipe.fileHandleForReading)
        var (whole, dropped) = (0, 0)
        // Each line comes, or is counted in the gap that stands in its place.
        _ = try reader.lines { line in
            if line.utf8.count == 99 { whole += 1 }
            dropped += line.firstMatch(of: /(\d+) lines were dropped here/).flatMap { Int($0.1) } ?? 0
            return whole + dropped >= count
        }
        writer.write("last\n")
        #expect(try reader.lines(until: { $0 == "last" }) == ["last"])
        #expect(whole + dropped == count && dropped > 0)
        #expect(whole >= 100, "what fits is kept")
        #expect(writer.flush(within: .seconds(60)))
    }

    @Test("lines keep their order")
    func order() throws {
        let pipe = Pipe()
        let writer = BackgroundWriter(pipe.fileHandleForWriting.fileDescriptor)
        for number in 1...500 { writer.write("\(number)\n") }
        let lines = try LineReader(pipe.fileHandleForReading).lines(until: { $0 == "500" })
        #expect(lines == (1...500).map(String.init))
    }

    @Test("what the system refuses is counted, and told when it takes lines again")
    func refused() throws {
        let pipe = Pipe()
        // A descriptor for reading takes no writes.
        let saved = dup(pipe.fileHandleForWriting.fileDescriptor)
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        defer { for number in [saved, descriptor] { close(number) } }
        let writer = BackgroundWriter(descriptor)
        for _ in 1...3 {
            writer.write("lost\n")
            #expect(writer.flush(within: .seconds(60)))
        }
        dup2(saved, descriptor)
        writer.write("there\n")
        let lines = try LineReader(pipe.fileHandleForReading).lines(until: { $0 == "there" })
        #expect(lines.count == 2)
        #expect(lines.first?.contains("3 lines were dropped") == true)
    }

    @Test("lines that say how many were lost count for those when they are lost too")
    func refusedGaps() throws {
        let pipe = Pipe()
        let saved = dup(pipe.fileHandleForWriting.fileDescriptor)
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        defer { for number in [saved, descriptor] { close(number) } }
        // No line of a hundred octets fits.
        let writer = BackgroundWriter(descriptor, limit: 50)
        for count in [5, 3] {
            for _ in 0..<count { writer.write(Self.line) }
            writer.write("lost\n")
            #expect(writer.flush(within: .seconds(60)))
        }
        dup2(saved, descriptor)
        writer.write("there\n")
        let lines = try LineReader(pipe.fileHandleForReading).lines(until: { $0 == "there" })
        #expect(lines.count == 2)
        #expect(lines.first?.contains("10 lines were dropped") == true, "\(lines)")
    }
}

/// Reads lines as they come.
private final class LineReader {
    struct Ended: Error {}

    private let handle: FileHandle
    private var rest = Data()

    init(_ handle: FileHandle) {
        self.handle = handle
    }

    /// The lines up to and with the first for which `isLast` holds.
    func lines(until isLast: (String) -> Bool) throws -> [String] {
        var lines: [String] = []
        while true {
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest = Data(rest[rest.index(after: end)...])
                lines.append(line)
                if isLast(line) { return lines }
            }
            let more = handle.availableData
            if more.isEmpty { throw Ended() }
            rest += more
        }
    }
}
