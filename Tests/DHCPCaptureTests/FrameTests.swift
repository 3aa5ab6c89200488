import DHCP
import DHCPCapture
import Testing

/// What is read out of frames.
@Suite struct FrameTests {
    static let packet = Frames.packet(Payloads.discover)

    @Test(
        "a message is found behind every kind of link header",
        arguments: [
            Frames.frame(Frames.ethernet(packet)),
            Frames.frame(Frames.ethernet(packet + [0, 0, 0])),
            Frames.frame(Frames.cooked(packet, packetType: 1), .linuxCooked),
            Frames.frame(Frames.cooked2(packet, packetType: 1, index: 3), .linuxCooked2),
            Frames.frame(packet, .raw),
            Frames.frame(packet, LinkType(rawValue: 12)),
            Frames.frame(packet, LinkType(rawValue: 14)),
            Frames.frame(packet, LinkType(rawValue: 228)),
            Frames.frame(Frames.ethernet(Frames.packet(Payloads.discover, options: [1, 1, 1, 0]))),
        ])
    func linkTypes(_ frame: CapturedFrame) throws {
        let seen = try #require(CapturedMessage(frame))
        #expect(seen.message?.messageType == .discover)
        #expect(seen.datagram.marks.isEmpty)
        #expect(seen.datagram.source == DHCPEndpoint(.any, port: 68))
        #expect(seen.datagram.destination == DHCPEndpoint(.broadcast, port: 67))
        #expect(seen.datagram.payload == Payloads.discover)
    }

    @Test func aClientOfBOOTPNeedNotKnowTheCookie() throws {
        let client = HardwareAddress(2, 0, 0, 0, 0, 7)
        let octets = DHCPMessage(op: .bootRequest, xid: 7, hardwareAddress: client).encode()
        let bare = Array(octets[..<236]) + [UInt8](repeating: 0, count: 64)
        let seen = try #require(CapturedMessage(Frames.frame(Frames.ethernet(Frames.packet(bare)))))
        #expect(seen.error == nil && seen.options.isEmpty)
        #expect(seen.message?.hardwareAddress == client && seen.message?.xid == 7)
        let strange = Array(octets[..<236]) + [UInt8](repeating: 9, count: 64)
        let other = try #require(CapturedMessage(Frames.frame(Frames.ethernet(Frames.packet(strange)))))
        #expect(other.error?.code == .missingCookie && other.message == nil)
    }

    @Test("VLAN tags are read: one, two, and one with a priority alone")
    func tags() throws {
        let cases: [([(UInt16, UInt16)], [Int])] = [
            ([(0x8100, 0x6000)], [0]), ([(0x8100, 0x0005)], [5]), ([(0x88A8, 7), (0x8100, 0x2FFF)], [7, 4095]),
        ]
        for (tags, identifiers) in cases {
            let seen = try #require(CapturedMessage(Frames.frame(Frames.ethernet(Self.packet, tags: tags))))
            #expect(seen.datagram.tags.map(\.identifier) == identifiers)
            #expect(seen.message?.messageType == .discover)
        }
        let cooked = Frames.cooked(Self.packet, packetType: 0, tags: [0x81, 0, 0, 9, 8, 0])
        #expect(CapturedMessage(Frames.frame(cooked, .linuxCooked))?.datagram.tags.map(\.identifier) == [9])
    }

    @Test("cooked frames tell the direction, and version 2 the interface")
    func cookedFields() throws {
        let out = try #require(CapturedDatagram(Frames.frame(Frames.cooked(Self.packet, packetType: 4), .linuxCooked)))
        #expect(out.direction == .outgoing)
        #expect(out.hardwareSource == HardwareAddress(2, 0, 0, 0, 0, 10))
        let second = Frames.frame(Frames.cooked2(Self.packet, packetType: 0, index: 3), .linuxCooked2)
        let incoming = try #require(CapturedDatagram(second))
        #expect(incoming.direction == .incoming)
        #expect(incoming.interface == "#3")
    }

    @Test("wrong checksums are marked, absent and partial ones are not wrong")
    func checksums() throws {
        func marks(_ octets: [UInt8]) -> [String]? {
            CapturedDatagram(Frames.frame(octets, .raw))?.marks.map(\.word)
        }
        var damaged = Self.packet
        damaged[8] = 1
        #expect(marks(damaged) == ["bad-ip-checksum"])
        #expect(marks(Frames.packet(Payloads.discover, checksum: 0x1234)) == ["bad-udp-checksum"])
        #expect(marks(Frames.packet(Payloads.discover, checksum: 0)) == [])
        let partial = Frames.packet(Payloads.discover, checksum: Frames.pseudoSum(Payloads.discover))
        #expect(marks(partial) == ["partial-checksum"])
    }

    @Test("frames that were cut off, and lengths that lie, are marked")
    func lengths() throws {
        let octets = Frames.ethernet(Self.packet)
        let cut = try #require(CapturedMessage(Frames.frame(Array(octets.prefix(200)), original: octets.count)))
        #expect(cut.datagram.marks == [.truncated(kept: 200, of: octets.count)])
        #expect(cut.error?.code == .truncatedHeader)
        var long = Self.packet
        long.replaceSubrange(24..<26, with: Frames.big(UInt16(2000)))
        let words = CapturedDatagram(Frames.frame(long, .raw))?.marks.map(\.word)
        #expect(words == ["bad-udp-length"])
    }

    @Test("the first fragment of a packet is shown and marked, the others are not")
    func fragments() throws {
        let first = Frames.packet(Payloads.discover, flags: 0x2000)
        #expect(CapturedDatagram(Frames.frame(first, .raw))?.marks == [.fragment])
        #expect(CapturedDatagram(Frames.frame(Frames.packet(Payloads.discover, flags: 0x0010), .raw)) == nil)
    }

    @Test("what is not DHCP is passed over")
    func others() {
        #expect(CapturedMessage(Frames.frame(Frames.ethernet(Frames.packet([1], ports: (53, 99))))) == nil)
        #expect(CapturedMessage(Frames.frame(Frames.ethernet(Frames.packet([1], ports: (53, 99)))), ports: [53]) != nil)
        #expect(CapturedMessage(Frames.frame(Frames.everybody + Frames.client + [0x86, 0xDD] + Self.packet)) == nil)
        for count in 0..<50 {
            let short = Array(Frames.ethernet(Self.packet).prefix(count))
            _ = CapturedMessage(Frames.frame(short))
            _ = CapturedMessage(Frames.frame(short, .linuxCooked))
            _ = CapturedMessage(Frames.frame(short, .linuxCooked2))
            _ = CapturedMessage(Frames.frame(short, .raw))
        }
    }
}
