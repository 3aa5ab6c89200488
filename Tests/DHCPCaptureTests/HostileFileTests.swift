import DHCP
import DHCPCapture
import DHCPTesting
import Testing

/// Files that are damaged or made to do harm: an error with its place, and nothing worse.
@Suite struct HostileFileTests {
    @Test("what is no capture file is refused with a reason")
    func refused() throws {
        let cases: [([UInt8], CaptureFileError.Code, String)] = [
            ([], .empty, "empty"), (Array("hello, this is text".utf8), .notCapture, "neither"),
            ([0x1F, 0x8B, 8, 0], .compressed, "gunzip"),
            (Array(Files.pcap([]).prefix(20)), .truncated, "ends inside its header"),
            (Files.pcap([], link: 105), .unsupported, "link type 105"),
            ([0x34, 0xCD, 0xB2, 0xA1] + Files.pcap([]).dropFirst(4), .unsupported, "Kuznetsov"),
        ]
        for (octets, code, words) in cases {
            let error = #expect(throws: CaptureFileError.self) { try CaptureFile.messages(octets: octets) }
            #expect(error?.code == code)
            #expect(error?.description.contains(words) == true, "\(words): \(String(describing: error))")
        }
    }

    @Test("lengths that no packet has are refused where they stand")
    func lengths() throws {
        var pcap = Files.pcap([Files.frame])
        pcap.replaceSubrange(32..<36, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(throws: CaptureFileError.self) { try CaptureFile.messages(octets: pcap) }
        let cut = Array(Files.pcap([Files.frame, Files.frame]).dropLast(5))
        let error = #expect(throws: CaptureFileError.self) { try CaptureFile.messages(octets: cut) }
        #expect(error?.offset == 24 + 16 + Files.frame.count + 16)

        let start = 28
        for count in [0, 8, 13, 0xFFFF_FFFC] as [UInt32] {
            var file = Files.pcapng(isBig: true)
            file.replaceSubrange(start + 4..<start + 8, with: Frames.big(count))
            let error = #expect(throws: CaptureFileError.self) { try CaptureFile.messages(octets: file) }
            #expect(error?.offset == start + 4)
        }
    }

    @Test("the messages before the damage are there")
    func before() throws {
        var reader = try CaptureReader(octets: Array(Files.pcap([Files.frame, Files.frame]).dropLast()))
        #expect(try reader.next() != nil)
        #expect(throws: CaptureFileError.self) { try reader.next() }
    }

    @Test("10,000 damaged files and all their messages are read or refused, never worse")
    func mutations() {
        var random = SeededGenerator(seed: 0xD4C9)
        let originals = [
            Files.pcap([Files.frame, Frames.ethernet(Frames.packet(Payloads.rich))]),
            Files.pcapng(isBig: true), Files.pcapng(isBig: false),
        ]
        for round in 0..<10_000 {
            var octets = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // Headers are where harm is done.
                let reach = Bool.random(using: &random) ? min(200, octets.count) : octets.count
                octets[Int.random(in: 0..<reach, using: &random)] = .random(in: 0...255, using: &random)
            }
            if round % 5 == 0 { octets = Array(octets.prefix(.random(in: 0...octets.count, using: &random))) }
            guard let messages = try? CaptureFile.messages(octets: octets) else { continue }
            if round % 10 != 0 { continue }
            for message in messages {
                _ = TextPrinter.text(message)
                _ = JSONPrinter.text(message)
                _ = SwiftPrinter.text(message)
            }
        }
    }

    @Test("any payload is printed in all formats, and nothing of it reaches the terminal as it is")
    func printing() throws {
        var random = SeededGenerator(seed: 0xD4CA)
        for round in 0..<2000 {
            var payload = round % 2 == 0 ? Payloads.rich : Payloads.discover
            for _ in 0..<8 {
                let place = Int.random(in: 0..<payload.count, using: &random)
                payload[place] = .random(in: 0...255, using: &random)
            }
            payload = Array(payload.prefix(.random(in: 0...payload.count * 2, using: &random)))
            guard let seen = try Payloads.seen(payload) else { continue }
            for text in [TextPrinter.text(seen), JSONPrinter.text(seen), SwiftPrinter.text(seen)] {
                let unsafe = text.unicodeScalars.filter {
                    $0 != "\n" && ($0.value < 32 || (127..<160).contains($0.value))
                }
                #expect(unsafe.isEmpty)
            }
        }
    }
}
