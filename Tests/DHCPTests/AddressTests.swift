import DHCP
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test(arguments: [
        ("0.0.0.0", 0), ("10.0.0.1", 0x0A00_0001), ("192.168.255.7", 0xC0A8_FF07), ("255.255.255.255", UInt32.max),
    ])
    func `an IPv4 address reads and prints dotted decimal`(text: String, number: UInt32) {
        #expect(IPv4Address(text)?.bitPattern == number)
        #expect(IPv4Address(bitPattern: number).description == text)
    }

    @Test(arguments: [
        "", ".", "10", "10.0.0", "10.0.0.", ".10.0.0", "10.0.0.1.", "10.0.0.0.1", "256.0.0.1", "10.0.0.999", "01.2.3.4",
        "10.0.0.00", "10..0.1", " 10.0.0.1", "10.0.0.1 ", "10.0.0.-1", "10.0.0.+1", "a.b.c.d", "0x0a.0.0.1", "１.2.3.4",
    ])
    func `what is not an IPv4 address reads as nil`(text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test func `IPv4 addresses are in order as numbers`() {
        #expect(IPv4Address(10, 0, 0, 255) < IPv4Address(10, 0, 1, 0))
        #expect(IPv4Address(9, 255, 255, 255) < IPv4Address(10, 0, 0, 0))
        #expect(IPv4Address(10, 1, 2, 3).octets == (10, 1, 2, 3))
    }

    @Test(arguments: [
        ("10.0.0.0/16", "255.255.0.0", "10.0.255.255", 65536), ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", 1 << 32),
        ("192.0.2.4/30", "255.255.255.252", "192.0.2.7", 4), ("192.0.2.4/31", "255.255.255.254", "192.0.2.5", 2),
        ("192.0.2.4/32", "255.255.255.255", "192.0.2.4", 1),
    ])
    func `a prefix reads, prints and counts`(text: String, mask: String, last: String, count: Int) throws {
        let prefix = try #require(IPv4Prefix(text))
        #expect(prefix.description == text)
        #expect(prefix.mask.description == mask)
        #expect(prefix.last.description == last)
        #expect(prefix.count == count)
        #expect(prefix.broadcast == (prefix.length <= 30 ? prefix.last : nil))
        #expect(IPv4Prefix(prefix.address, mask: prefix.mask) == prefix)
        #expect(prefix.contains(prefix.address) && prefix.contains(prefix.last))
    }

    @Test(arguments: [
        "", "/", "10.0.0.0", "10.0.0.0/", "/16", "10.0.0.1/16", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+16",
        "10.0.0.0/016", "10.0.0.0/16/", "10.0.0.0/ 16", "10.0.0.0/\u{301}16",
    ])
    func `what is not a prefix reads as nil`(text: String) {
        #expect(IPv4Prefix(text) == nil)
    }

    @Test func `a prefix clears host bits, refuses a broken mask and knows what overlaps it`() throws {
        let wide = try #require(IPv4Prefix(IPv4Address(10, 1, 2, 3), length: 16))
        let narrow = try #require(IPv4Prefix("10.1.200.0/24"))
        #expect(wide.description == "10.1.0.0/16")
        #expect(IPv4Prefix(.any, length: 33) == nil)
        #expect(IPv4Prefix(.any, mask: IPv4Address(255, 0, 255, 0)) == nil)
        #expect(wide.overlaps(narrow) && narrow.overlaps(wide))
        #expect(!wide.contains(IPv4Address(10, 2, 0, 0)))
        #expect(try !narrow.overlaps(#require(IPv4Prefix("10.1.201.0/24"))))
    }

    @Test(arguments: [
        ("00:11:22:aa:bb:cc", "00:11:22:aa:bb:cc"), ("00-11-22-AA-BB-CC", "00:11:22:aa:bb:cc"),
        ("0011.22AA.bbcc", "00:11:22:aa:bb:cc"), ("01:02:03:10:FF:FE", "01:02:03:10:ff:fe"),
        ("00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f", "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f"),
    ])
    func `a hardware address reads the usual forms`(text: String, printed: String) throws {
        let address = try #require(HardwareAddress(text))
        #expect(address.description == printed)
        #expect(HardwareAddress(octets: address.octets) == address)
    }

    @Test(arguments: [
        "", ":", "00:11:22:aa:bb:c", "00:11:22:aa:bb:", "00:11:22:aa:bb:cg", "0:1:2:3:4:5", "00:11-22:aa:bb:cc",
        "0011.22aa", "0011:22aa:bbcc", "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10", "００:11:22:aa:bb:cc",
    ])
    func `what is not a hardware address reads as nil`(text: String) {
        #expect(HardwareAddress(text) == nil)
    }

    @Test func `a hardware address has up to sixteen octets`() throws {
        #expect(HardwareAddress(octets: [UInt8](repeating: 1, count: 17)) == nil)
        #expect(try #require(HardwareAddress(octets: [])).isZero)
        #expect(HardwareAddress(1, 2, 3, 4, 5, 6).octets == [1, 2, 3, 4, 5, 6])
        #expect(HardwareAddress(1, 2, 3, 4, 5, 6).isEthernet)
        for count in 0...16 {
            let octets = (0..<count).map { UInt8($0 + 1) }
            #expect(try #require(HardwareAddress(octets: octets)).octets == octets)
        }
    }

    @Test(arguments: [("0a0B", [0x0A, 0x0B]), ("0a:0b:0c", [0x0A, 0x0B, 0x0C]), ("ff", [0xFF]), ("", [])])
    func `hexadecimal text reads as octets`(text: String, octets: [UInt8]) {
        #expect([UInt8](hexadecimal: text) == octets)
    }

    @Test(arguments: ["a", "0a:", "0a:0", ":0a", "0a0b:0c", "0a:0b0c", "xy", "0a-0b"])
    func `what is not hexadecimal reads as nil`(text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }

    @Test func `text from the network is quoted without control characters`() {
        #expect("a\u{1B}[2J\"\\\n\u{202E}é".quoted == #""a\u{1b}[2J\"\\\u{a}\u{202e}é""#)
    }
}
