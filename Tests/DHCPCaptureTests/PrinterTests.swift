import DHCP
import DHCPCapture
import Foundation
import Testing

/// What is printed.
@Suite struct PrinterTests {
    @Test("text names every option, marks the malformed ones, and escapes what does not print")
    func text() throws {
        let seen = try #require(try Payloads.seen(Payloads.rich))
        #expect(
            TextPrinter.text(seen) == #"""
                2023-11-14T22:13:20.123456Z OFFER 0.0.0.0:68 > 255.255.255.255:67
                    frame 02:00:00:00:00:0a > ff:ff:ff:ff:ff:ff
                    op 2 (reply), htype ethernet, hlen 6, xid 0x00003d1d
                    secs 5
                    flags 0x8000 (broadcast)
                    yiaddr 10.0.0.50
                    chaddr 02:00:00:00:00:0a
                    option 53 (message-type): OFFER
                    option 52 (option-overload): 3
                    option 54 (server-identifier): 10.0.0.1
                    option 51 (lease-time): 3600
                    option 15 (domain-name): "lab.test"
                    option 43 (vendor-specific):
                      6: 08
                    option 3 (routers): 0a0000
                      ! malformed: invalid-length at octet 0 of the value
                    option 125 (vendor-identifying-options):
                      enterprise 3561, 1: "hi" (6869)
                    option 224: 0102
                    option 82 (relay-agent-information):
                      1 (circuit-id): "eth1" (65746831)
                      2 (remote-id): 
                    option 15 (domain-name) in file, continued: 4 octets more
                    option 12 (host-name) in sname: "\u{1b}[J"
                """#)
    }

    @Test("a message that can not be decoded is shown as far as it goes, with the error and its octets")
    func malformed() throws {
        let seen = try #require(try Payloads.seen(Payloads.message(options: [53, 1, 1, 12, 9, 65])))
        let text = TextPrinter.text(seen)
        #expect(text.hasPrefix("2023-11-14T22:13:20.123456Z DISCOVER 0.0.0.0:68"))
        #expect(text.contains("option 53 (message-type): DISCOVER"))
        #expect(text.contains("! malformed: truncated-option at octet 243 in option 12 (host-name)"))
        #expect(text.contains("00f0  35 01 01 0c 09 41"))
        #expect(SwiftPrinter.text(seen).hasSuffix("] as [UInt8]"))
        #expect(JSONPrinter.text(seen).contains(#""error":{"code":"truncated-option","offset":243,"option":12}"#))
    }

    @Test("JSON is one object on one line with values by type")
    func json() throws {
        let seen = try #require(try Payloads.seen(Payloads.rich))
        let line = JSONPrinter.text(seen)
        #expect(!line.contains("\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["xid"] as? String == "0x00003d1d")
        #expect(object["type"] as? String == "OFFER")
        let options = try #require(object["options"] as? [[String: Any]])
        #expect(options.compactMap { $0["code"] as? Int } == [53, 52, 54, 51, 15, 43, 3, 125, 224, 82, 15, 12])
        #expect(options[3]["value"] as? Int == 3600)
        #expect(options[4]["value"] as? String == "lab.test")
        #expect((options[6]["error"] as? [String: Any])?["code"] as? String == "invalid-length")
        #expect(((options[9]["options"] as? [[String: Any]])?.first)?["hex"] as? String == "65746831")
        #expect(options[10]["continues"] as? Bool == true)
        #expect(options[11]["value"] as? String == "\u{1B}[J")
        #expect(object["payload"] as? String == Payloads.rich.map { String(format: "%02x", $0) }.joined())
    }

    @Test("the Swift expression, compiled, equals the message that was seen, octet for octet")
    func swift() throws {
        let seen = try #require(try Payloads.seen(Payloads.rich))
        let compiled = try SeenMessage.compiled()
        #expect(compiled == seen.message)
        #expect(compiled.encode() == Payloads.rich)
    }

    /// `DHCP_WRITE_FIXTURES=1 swift test --filter PrinterTests` writes the file anew when the format is meant to change.
    @Test("the Swift expression that is compiled here is the one that is printed today")
    func swiftIsCurrent() throws {
        let seen = try #require(try Payloads.seen(Payloads.rich))
        let file = SeenMessage.file(SwiftPrinter.text(seen))
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "SeenMessage+Compiled.swift")
        if ProcessInfo.processInfo.environment["DHCP_WRITE_FIXTURES"] == "1" {
            try file.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == file)
    }
}

/// The message whose printed expression is compiled into these tests.
enum SeenMessage {
    /// A source file around a printed expression.
    static func file(_ expression: String) -> String {
        """
        // swift-format-ignore-file
        // As printed by `dhcp snoop --format swift`.
        import DHCP

        extension SeenMessage {
            static func compiled() throws -> DHCPMessage {
        \(expression)
            }
        }

        """
    }
}
