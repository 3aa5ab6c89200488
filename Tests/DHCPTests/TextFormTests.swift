import DHCP
import Testing

/// Addresses as text and octets, and back.
@Suite struct TextFormTests {
    @Test func `an address is dotted decimal`() {
        #expect(IPv4Address(127, 0, 0, 1).description == "127.0.0.1")
        #expect(IPv4Address("255.255.255.0") == IPv4Address(255, 255, 255, 0))
        for text in ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", " 1.2.3.4", "1.2.3.-4", "1.2.3.٤"] {
            #expect(IPv4Address(text) == nil)
        }
    }

    @Test func `an address is four octets`() throws {
        #expect(IPv4Address(1, 2, 3, 4).encodedOctets == [1, 2, 3, 4])
        #expect(try IPv4Address(decoding: [1, 2, 3, 4]) == IPv4Address(1, 2, 3, 4))
        #expect(throws: DHCPDecodingError.self) { try IPv4Address(decoding: [1, 2, 3]) }
    }

    @Test func `a hardware address is its octets`() {
        #expect(HardwareAddress(1, 2, 3, 16, 255, 254).octets == [1, 2, 3, 16, 255, 254])
        #expect(HardwareAddress(octets: [1, 2, 3, 16, 255, 254]) == HardwareAddress(1, 2, 3, 16, 255, 254))
        #expect(HardwareAddress(octets: [UInt8](repeating: 0, count: 17)) == nil)
    }

    @Test func `a hardware address is written in lower or upper case`() {
        let address = HardwareAddress(1, 2, 3, 16, 255, 254)
        #expect(address.description == "01:02:03:10:ff:fe")
        #expect(address.description(isUppercase: true) == "01:02:03:10:FF:FE")
        #expect(address.description(separator: "-", isUppercase: true) == "01-02-03-10-FF-FE")
        #expect(address.description(separator: "", isUppercase: false) == "01020310fffe")
    }

    @Test func `a hardware address is read in the usual forms and no other`() {
        let address = HardwareAddress(1, 2, 3, 16, 255, 254)
        for text in ["01:02:03:10:FF:FE", "01:02:03:10:ff:fe", "01-02-03-10-FF-FE", "0102.0310.fffe"] {
            #expect(HardwareAddress(text) == address)
        }
        for text in ["", "1:2:3:10:FF:FE", "01:02:03:10:FF:FG", "01:02-03:10:FF:FE", "010203.10fffe"] {
            #expect(HardwareAddress(text) == nil)
        }
    }

    @Test func `a prefix length gives a mask and a mask its length`() {
        #expect(IPv4Prefix.mask(length: 24) == IPv4Address(255, 255, 255, 0))
        #expect(IPv4Prefix.mask(length: 0) == .any)
        #expect(IPv4Prefix.mask(length: 32) == .broadcast)
        #expect(IPv4Prefix.mask(length: 33) == nil)
        #expect(IPv4Prefix.mask(length: -1) == nil)
        for length in 0...32 {
            let mask = IPv4Prefix.mask(length: length)
            #expect(mask.flatMap { IPv4Prefix(.any, mask: $0) }?.length == length)
        }
        #expect(IPv4Prefix(.any, mask: IPv4Address(255, 0, 255, 0)) == nil)
    }
}
