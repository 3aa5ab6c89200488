import DHCP
import DHCPServer
import Testing

@Suite struct UDPPacketHeaderTests {
    static let server = DHCPEndpoint(IPv4Address(10, 0, 0, 1), port: 67)
    static let client = DHCPEndpoint(IPv4Address(10, 0, 0, 50), port: 68)

    /// Headers computed by an independent program.
    @Test(
        arguments: [
            (
                server, client, [0, 1, 2, 3, 4, 5, 6, 7],
                "45000024000040004011 2697 0a000001 0a000032 0043 0044 0010 df04"
            ),
            (server, client, [1, 2, 3], "4500001f000040004011 269c 0a000001 0a000032 0043 0044 000b e71c"),
            (
                DHCPEndpoint(IPv4Address(192, 168, 255, 1), port: 6767), DHCPEndpoint(.broadcast, port: 68), [],
                "4500001c000040004011 7b27 c0a8ff01 ffffffff 1a6f 0044 0008 2581"
            ),
            // The checksum comes out as zero, which is sent as ones.
            (server, client, [0xEB, 0x20], "4500001e000040004011 269d 0a000001 0a000032 0043 0044 000a ffff"),
        ] as [(DHCPEndpoint, DHCPEndpoint, [UInt8], String)])
    func headers(from source: DHCPEndpoint, to destination: DHCPEndpoint, payload: [UInt8], expected: String) throws {
        let made = UDPPacketHeader(from: source, to: destination, payload: payload.span)
        let header = try #require(made)
        let octets = header.octets.indices.map { header.octets[$0] }
        #expect(octets.hexadecimal() == expected.filter { $0 != " " })
    }

    @Test func theLargestPayloadOfAnEthernetFrame() throws {
        let payload = [UInt8](repeating: 255, count: 1472)
        try headers(
            from: Self.server, to: Self.client, payload: payload,
            expected: "450005dc000040004011 20df 0a000001 0a000032 0043 0044 05c8 dfa4")
    }

    @Test func aPayloadThatNoPacketHoldsGivesNil() {
        let fitting = [UInt8](repeating: 0, count: 65_507)
        let tooLong = [UInt8](repeating: 0, count: 65_508)
        let fits = UDPPacketHeader(from: Self.server, to: Self.client, payload: fitting.span) != nil
        let isTaken = UDPPacketHeader(from: Self.server, to: Self.client, payload: tooLong.span) != nil
        #expect(fits && !isTaken)
    }

    /// The example of RFC 1071 section 3.
    @Test func checksumOfRFC1071() {
        var checksum = InternetChecksum()
        let octets: [UInt8] = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]
        checksum.add(octets.span)
        #expect(checksum.value == ~0xDDF2)
    }

    @Test func checksumOfNothingAndOfAnOddOctet() {
        var checksum = InternetChecksum()
        #expect(checksum.value == 0xFFFF)
        let octets: [UInt8] = [0xAB]
        checksum.add(octets.span)
        #expect(checksum.value == ~0xAB00)
    }
}
