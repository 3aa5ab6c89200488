import DHCP
import DHCPCapture
import Testing

@Suite("Writing pcapng")
struct PcapngWriterTests {
    @Test func `what is written is read again, with interface, time and direction`() throws {
        var writer = PcapngWriter()
        let packets: [[UInt8]] = [[0x45, 1, 2], [0x45, 3, 4, 5]]
        let time = DHCPInstant(nanoseconds: 1_790_000_000_123_456_789)
        var octets = PcapngWriter.header
        octets += writer.record(packets[0], at: time, interface: "eth0", direction: .incoming, comment: "offered")
        octets += writer.record(
            packets[1], at: time, interface: "eth1", direction: .outgoing, comment: "pool-exhausted")
        octets += writer.record(packets[0], at: time, interface: "eth0", direction: .outgoing, comment: "")
        var reader = try CaptureReader(octets: octets)
        var frames: [CapturedFrame] = []
        while let frame = try reader.next() { frames.append(frame) }
        #expect(frames.map(\.octets) == [packets[0], packets[1], packets[0]])
        #expect(frames.map(\.interface) == ["eth0", "eth1", "eth0"])
        #expect(frames.map(\.direction) == [.incoming, .outgoing, .outgoing])
        #expect(frames.allSatisfy { $0.time == time && $0.linkType == .raw })
        #expect(String(decoding: octets, as: UTF8.self).contains("pool-exhausted"))
    }
}
