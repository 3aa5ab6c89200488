import DHCP
import Foundation
import Logging
import Testing

@testable import DHCPServer

/// How a line of the log is written.
@Suite struct LogLineTests {
    private let line = LogLine(
        .warning, "pool nearly full",
        [
            "why": "all \"is\" lost", "client": "02:00:00:00:00:01", "empty": "", "list": ["a", "b c"],
            "bad key": "x\n\u{1b}[2J", "equal": "a=b", "path": "a\\b",
        ])

    @Test func messageFirstAndValuesQuotedWhereTheyHaveToBe() {
        let text = line.written(.text, at: "2026-11-28T03:00:00.125Z", inJournal: false)
        #expect(
            text == """
                2026-11-28T03:00:00.125Z warning pool nearly full bad_key="x\\u{a}\\u{1b}[2J" client=02:00:00:00:00:01 \
                empty="" equal="a=b" list="[\\"a\\", \\"b c\\"]" path="a\\\\b" why="all \\"is\\" lost"
                """)
    }

    @Test(arguments: [
        (Logger.Level.trace, 7), (.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3), (.critical, 2),
    ])
    func aJournalGetsAPriorityAndNoTime(level: Logger.Level, priority: Int) {
        let line = LogLine(level, "ready", ["listen": "0.0.0.0:67"])
        #expect(line.written(.text, at: "t", inJournal: true) == "<\(priority)>ready listen=0.0.0.0:67")
        #expect(line.written(.json, at: "t", inJournal: true).hasPrefix("<\(priority)>{"))
    }

    @Test func anObjectALine() throws {
        let json = line.written(.json, at: "t", inJournal: false)
        #expect(!json.contains("\n") && !json.contains("\u{1b}"))
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["level"] as? String == "warning" && object?["message"] as? String == "pool nearly full")
        #expect(object?["why"] as? String == "all \"is\" lost")
        #expect(object?["bad key"] as? String == "x\n\u{1b}[2J")
        #expect(object?["list"] as? [String] == ["a", "b c"])
        // A fact does not pass for what the line itself says.
        let other = LogLine(.info, "m", ["message": "n", "time": "u"]).written(.json, at: "t", inJournal: false)
        #expect(other == #"{"time":"t","level":"info","message":"m","_message":"n","_time":"u"}"#)
    }

    @Test func theKernelsTableOfNeighbours() {
        let table = """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.66        0x1         0x2         52:54:00:12:34:56     *        eth0
            10.0.0.67        0x1         0x0         00:00:00:00:00:00     *        eth0
            """
        #expect(
            NeighbourLookUp.hardwareAddress(of: IPv4Address(10, 0, 0, 66), in: table)
                == HardwareAddress(0x52, 0x54, 0, 0x12, 0x34, 0x56))
        #expect(NeighbourLookUp.hardwareAddress(of: IPv4Address(10, 0, 0, 67), in: table) == nil)
        #expect(NeighbourLookUp.hardwareAddress(of: IPv4Address(10, 0, 0, 6), in: table) == nil)
        #expect(NeighbourLookUp.hardwareAddress(of: IPv4Address(10, 0, 0, 66), in: "x\n\n10.0.0.66 1 2") == nil)
    }
}
