import DHCP
import DHCPCapture
import Testing

/// Capture files, well-formed ones.
@Suite struct FileTests {
    @Test("pcap is read in both byte orders, with micro- and nanoseconds", arguments: [true, false], [true, false])
    func pcap(isBig: Bool, hasNanoseconds: Bool) throws {
        let octets = Files.pcap([Files.frame, Files.frame], isBig: isBig, hasNanoseconds: hasNanoseconds)
        let messages = try CaptureFile.messages(octets: octets)
        #expect(messages.map(\.message?.messageType) == [.discover, .discover])
        #expect(messages.first?.datagram.time == Frames.time)
    }

    @Test("pcapng is read in both byte orders, with names, directions and unknown blocks", arguments: [true, false])
    func pcapng(isBig: Bool) throws {
        let file = Files.pcapng(isBig: isBig)
        let messages = try CaptureFile.messages(octets: file + file)
        #expect(messages.count == 4)
        #expect(messages.first?.datagram.time == Frames.time)
        #expect(messages.first?.datagram.interface == "lab0")
        #expect(messages.first?.datagram.direction == .outgoing)
        #expect(messages.last?.message?.messageType == .discover)
    }

    @Test("frames of a link type that can not be read hide no others, and are counted and named")
    func unreadableLinkTypes() throws {
        let file = Files.pcapng(isBig: true)
        var other = file
        // The link type of the first interface, behind the section's block and the head of its own.
        let place = try #require(file.firstRange(of: [0, 0, 0, 1])).upperBound + 4
        #expect(other[place..<place + 2] == [0, 1])
        other[place + 1] = 127
        var reader = try CaptureReader(octets: other + file)
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count > 0)
        #expect(reader.unreadableCounts.values.reduce(0, +) > 0)
        #expect(reader.unreadableCounts.keys.map(\.description) == ["127 (IEEE 802.11 with radiotap)"])
    }

    @Test(
        "time stamps of any resolution are read",
        arguments: [
            (3, 1_700_000_000_123, 1_700_000_000_123_000_000),
            (9, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
            (12, 1_700_000_000_123_456, 1_700_000_000_123), (0x80 + 10, 2048, 2_000_000_000),
            (0x80 + 1, 3, 1_500_000_000), (255, .max, 0), (127, 5, 0), (0, 7, 7_000_000_000),
        ] as [(UInt8, Int64, Int64)])
    func resolutions(_ resolution: UInt8, _ ticks: Int64, _ nanoseconds: Int64) throws {
        let file = Files.pcapng(isBig: true, resolution: resolution, ticks: UInt64(ticks))
        #expect(try CaptureFile.messages(octets: file).first?.datagram.time.nanoseconds == nanoseconds)
    }

    @Test("what is written is read again, from every link type as Ethernet")
    func writing() throws {
        let packet = Frames.packet(Payloads.discover)
        let frames = [
            Frames.frame(Frames.ethernet(packet, tags: [(0x8100, 5)])),
            Frames.frame(Frames.cooked(packet, packetType: 0), .linuxCooked), Frames.frame(packet, .raw),
            Frames.frame(Array(Frames.ethernet(packet).prefix(100)), original: 400),
        ]
        let octets = PcapWriter.header + frames.compactMap(PcapWriter.record).flatMap { $0 }
        let messages = try CaptureFile.messages(octets: octets)
        #expect(messages.count == 4)
        #expect(messages[0].datagram.tags.map(\.identifier) == [5])
        #expect(messages[1].datagram.hardwareSource == HardwareAddress(2, 0, 0, 0, 0, 10))
        #expect(messages.dropLast().allSatisfy { $0.message?.messageType == .discover })
        #expect(messages[3].datagram.marks.map(\.word) == ["truncated"])
    }

    @Test("the octets may come in any pieces")
    func pieces() throws {
        var rest = Files.pcapng(isBig: false)[...]
        var reader = try CaptureReader {
            defer { rest = rest.dropFirst(7) }
            return Array(rest.prefix(7))
        }
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count == 2)
    }
}

/// Capture files put together here.
enum Files {
    static let frame = Frames.ethernet(Frames.packet(Payloads.discover))

    static func pcap(_ frames: [[UInt8]], isBig: Bool = false, hasNanoseconds: Bool = false, link: UInt32 = 1)
        -> [UInt8]
    {
        func number(_ value: UInt32) -> [UInt8] { isBig ? Frames.big(value) : Frames.big(value).reversed() }
        let version: [UInt8] = isBig ? [0, 2, 0, 4] : [2, 0, 4, 0]
        var octets = number(hasNanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4) + version + number(0) + number(0)
        octets += number(65_535) + number(link)
        for frame in frames {
            octets += number(1_700_000_000) + number(hasNanoseconds ? 123_456_000 : 123_456)
            octets += number(UInt32(frame.count)) + number(UInt32(frame.count)) + frame
        }
        return octets
    }

    /// A section with an interface, a block nobody knows, an enhanced and a simple packet.
    static func pcapng(
        isBig: Bool, resolution: UInt8 = 6, ticks: UInt64 = 1_700_000_000_123_456
    ) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] { isBig ? Frames.big(value) : Frames.big(value).reversed() }
        func half(_ value: UInt16) -> [UInt8] { isBig ? Frames.big(value) : Frames.big(value).reversed() }
        func filled(_ octets: [UInt8]) -> [UInt8] { octets + [UInt8](repeating: 0, count: -octets.count & 3) }
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            let count = number(UInt32(body.count + 12))
            return number(type) + count + body + count
        }
        let time = number(UInt32(ticks >> 32)) + number(UInt32(truncatingIfNeeded: ticks))
        let count = number(UInt32(frame.count))
        let name = half(2) + half(4) + Array("lab0".utf8)
        return block(0x0A0D_0D0A, number(0x1A2B_3C4D) + half(1) + half(0) + number(.max) + number(.max))
            + block(1, half(1) + half(0) + number(0) + name + half(9) + half(1) + [resolution, 0, 0, 0] + number(0))
            + block(0x0BAD, [1, 2, 3, 4])
            + block(6, number(0) + time + count + count + filled(frame) + half(2) + half(4) + number(2) + number(0))
            + block(3, count + filled(frame))
    }
}
