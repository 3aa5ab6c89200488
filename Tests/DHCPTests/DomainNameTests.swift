import DHCP
import Testing

@Suite("Domain names")
struct DomainNameTests {
    @Test(
        arguments: [
            ("lab.example", [3, 108, 97, 98, 7, 101, 120, 97, 109, 112, 108, 101, 0], "lab.example"),
            ("lab.", [3, 108, 97, 98, 0], "lab"), (".", [0], "."), (#"a\.b"#, [3, 97, 46, 98, 0], #"a\.b"#),
            (#"\065\000"#, [2, 65, 0, 0], #"A\000"#), (#"\\"#, [1, 92, 0], #"\\"#),
        ] as [(String, [UInt8], String)])
    func `a name reads and prints as RFC 1035 writes it`(text: String, octets: [UInt8], printed: String) throws {
        let name = try #require(DomainName(text))
        #expect(name.octets == octets)
        #expect(name.description == printed)
        #expect(DomainName(name.description) == name)
        #expect(try DomainName(decoding: octets) == name)
    }

    @Test(arguments: ["", "..", ".a", "a..b", "a..", #"a\"#, #"a\1"#, #"a\999"#])
    func `what is not a name reads as nil`(text: String) {
        #expect(DomainName(text) == nil)
    }

    @Test func `labels have 63 octets and names 255 at most`() {
        let label = String(repeating: "a", count: 63)
        #expect(DomainName(label) != nil)
        #expect(DomainName(label + "a") == nil)
        let longest = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
        #expect(DomainName(longest)?.octets.count == 255)
        #expect(DomainName(longest + "b") == nil)
    }

    @Test func `a compressed list is read with pointers into the value`() throws {
        // The example of RFC 3397: eng.apple.com. and marketing.apple.com.
        let octets: [UInt8] =
            [3, 101, 110, 103, 5, 97, 112, 112, 108, 101, 3, 99, 111, 109, 0]
            + [9, 109, 97, 114, 107, 101, 116, 105, 110, 103, 0xC0, 4]
        let list = try DomainNameList(decoding: octets)
        #expect(list == DomainNameList("eng.apple.com", "marketing.apple.com"))
        #expect(list.encodedOctets.count == 36)
        #expect(try DomainNameList(decoding: list.encodedOctets) == list)
    }

    @Test func `a list too long for one option is written compressed`() throws {
        let names = (0..<40).compactMap { DomainName("host\($0).lab.example.org") }
        let list = DomainNameList(names)
        let octets = list.encodedOctets
        #expect(octets.count < names.reduce(0) { $0 + $1.octets.count } / 2)
        #expect(try DomainNameList(decoding: octets) == list)
        var message = DHCPMessage(op: .bootReply)
        message.options[.domainSearch] = list
        #expect(try DHCPMessage(decoding: message.encode()).options[.domainSearch] == list)
    }

    @Test(
        arguments: [
            ([0xC0, 0], 0), ([1, 97, 0xC0, 0], 2), ([1, 97, 0, 0xC0, 3], 3), ([0xC0, 2, 0], 0), ([1, 97, 0xC0], 2),
            ([1, 97, 0, 2, 98], 3), ([64, 97], 0), ([1, 97], 0), ([1, 97, 0, 0xC0, 5, 0xC0, 3], 3), ([0x80, 0], 0),
        ] as [([UInt8], Int)])
    func `loops, pointers forward and cut names are errors`(octets: [UInt8], offset: Int) throws {
        let error = try #require(throws: DHCPDecodingError.self) { try DomainNameList(decoding: octets) }
        #expect(error.code == .invalidDomainName)
        #expect(error.offset == offset)
    }

    @Test func `a name made too long by pointers is an error`() {
        var octets: [UInt8] = []
        for index in 0..<5 {
            octets += [60] + [UInt8](repeating: 97, count: 60)
            octets +=
                index == 0
                ? [0]
                : [
                    0xC0 | UInt8((index - 1) * 63 >> 8),
                    UInt8(truncatingIfNeeded: (index - 1) * 63 - (index > 1 ? 1 : 0)),
                ]
        }
        #expect(throws: DHCPDecodingError.self) { try DomainNameList(decoding: octets) }
    }

    @Test func `a list has a limit, so that two octets can not become 255 again and again`() {
        let octets: [UInt8] = [1, 97, 0] + (0..<300).flatMap { _ in [0xC0, 0] as [UInt8] }
        let error = #expect(throws: DHCPDecodingError.self) { try DomainNameList(decoding: octets) }
        #expect(error?.code == .tooLong)
    }

    @Test func `a single name must fill the value and may lack its end`() throws {
        #expect(try DomainName(decoding: [1, 97]) == DomainName("a"))
        for octets: [UInt8] in [[], [1, 97, 0, 0], [1, 97, 0, 1], [0xC0, 0], [2, 97]] {
            #expect(throws: DHCPDecodingError.self) { try DomainName(decoding: octets) }
        }
    }
}
