import DHCP
import Testing

@Suite("BOOTP requests without the magic cookie")
struct BOOTPTests {
    /// A request of 300 octets with this vendor area.
    private func request(vendorArea: [UInt8]) -> [UInt8] {
        let message = DHCPMessage(
            op: .bootRequest, xid: 7, hardwareAddress: .init(2, 0, 0, 0, 0, 1), giaddr: IPv4Address(10, 0, 0, 2),
            file: FixedField("unix") ?? FixedField())
        let octets = Array(message.encode()[..<236]) + vendorArea
        return octets + [UInt8](repeating: 0, count: max(0, 300 - octets.count))
    }

    private func read(_ octets: [UInt8]) -> DHCPMessage? {
        DHCPMessage(decodingBOOTP: octets.span.bytes)
    }

    @Test(arguments: [[], [0, 0, 0, 0, 53, 1, 1]] as [[UInt8]])
    func areReadWithoutOptions(vendorArea: [UInt8]) throws {
        let octets = request(vendorArea: vendorArea)
        #expect(throws: DHCPDecodingError.self) { try DHCPMessage(decoding: octets) }
        let message = try #require(read(octets))
        #expect(message.xid == 7)
        #expect(message.hardwareAddress == .init(2, 0, 0, 0, 0, 1))
        #expect(message.giaddr == IPv4Address(10, 0, 0, 2))
        #expect(message.file.text == "unix")
        #expect(message.messageType == nil)
        #expect(message.options.isEmpty)
        for count in 236..<240 { #expect(read(Array(octets[..<count]))?.xid == 7) }
    }

    @Test(arguments: [[99, 130, 83, 100], [0, 0, 0, 1], [99, 130, 83, 0], Array("CMU\0vendor".utf8)] as [[UInt8]])
    func areNotReadWithAnotherCookie(vendorArea: [UInt8]) {
        let octets = request(vendorArea: vendorArea)
        #expect(read(octets) == nil)
        // What ends before the fourth octet says nothing.
        #expect(read(Array(octets[..<239])) != nil)
    }

    @Test func isAllThatIsReadSo() {
        #expect(read(request(vendorArea: [99, 130, 83, 99, 255])) == nil)
        #expect(read(Array(request(vendorArea: [])[..<235])) == nil)
        for (place, octet) in [(0, 2), (0, 0), (2, 0), (2, 17)] as [(Int, UInt8)] {
            var octets = request(vendorArea: [])
            octets[place] = octet
            #expect(read(octets) == nil)
        }
    }
}
