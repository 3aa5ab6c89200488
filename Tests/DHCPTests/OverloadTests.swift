import DHCP
import Testing

@Suite("Split and overloaded options")
struct OverloadTests {
    static let name = Array("a-long-name".utf8)

    @Test(arguments: [UInt8(1), 2, 3])
    func `options in file and sname read as if they stood in the options field`(overload: UInt8) throws {
        let octets = Fixtures.datagram(
            sname: overload & 2 != 0 ? Fixtures.encoded([(6, [9, 9, 9, 9])]) + [255] : Array("server".utf8),
            fileOctets: overload & 1 != 0 ? Fixtures.encoded([(12, Self.name)]) + [255] : Array("boot".utf8),
            options: [(53, [1]), (52, [overload])])
        let message = try DHCPMessage(decoding: octets)
        #expect(message.options[.hostName] == (overload & 1 != 0 ? "a-long-name" : nil))
        #expect(message.options[.domainNameServer] == (overload & 2 != 0 ? [IPv4Address(9, 9, 9, 9)] : nil))
        #expect(message.file.text == (overload & 1 != 0 ? nil : "boot"))
        #expect(message.sname.text == (overload & 2 != 0 ? nil : "server"))
        #expect(message.options[.overload] == overload)
        #expect(message.encode() == octets)
    }

    @Test func `parts of a value are joined across options field, file and sname in this order`() throws {
        let octets = Fixtures.datagram(
            sname: Fixtures.encoded([(12, [67])]) + [255], fileOctets: Fixtures.encoded([(12, [66])]) + [255],
            options: [(52, [3]), (12, [65]), (53, [1])])
        let message = try DHCPMessage(decoding: octets)
        #expect(message.options[.hostName] == "ABC")
        #expect(message.options[raw: .hostName] == [65, 66, 67])
    }

    @Test func `changing an overloaded message brings its options together`() throws {
        let octets = Fixtures.datagram(
            fileOctets: Fixtures.encoded([(12, Self.name)]), options: [(53, [1]), (52, [1]), (82, [1, 1, 1])])
        var message = try DHCPMessage(decoding: octets)
        message.file = try #require(FixedField("boot"))
        let again = try DHCPMessage(decoding: message.encode())
        #expect(again.file.text == "boot")
        #expect(again.options[.hostName] == "a-long-name")
        #expect(!again.options.contains(.overload))
        #expect(again == message)
    }

    @Test func `52 inside file is not obeyed and does no harm`() throws {
        let octets = Fixtures.datagram(
            sname: Fixtures.encoded([(12, [65])]), fileOctets: Fixtures.encoded([(52, [2]), (15, [66])]),
            options: [(53, [1]), (52, [1])])
        let message = try DHCPMessage(decoding: octets)
        #expect(message.options[.hostName] == nil)
        #expect(message.options[.domainName] == "B")
        #expect(message.sname.octets == Fixtures.encoded([(12, [65])]))
        #expect(message.encode() == octets)
    }

    @Test func `an option that runs out of its field is an error of the datagram`() throws {
        for (sname, file): ([UInt8], [UInt8]) in [([], [12, 127]), ([12, 63], [255])] {
            let octets = Fixtures.datagram(sname: sname, fileOctets: file, options: [(52, [3])])
            let error = try #require(throws: DHCPDecodingError.self) { try DHCPMessage(decoding: octets) }
            #expect(error.code == .truncatedOption)
            #expect(error.option == .hostName)
        }
    }

    @Test(arguments: [0, 1, 254, 255, 256, 510, 511, 1000])
    func `a value of any length is split on write and joined on read`(count: Int) throws {
        let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var message = DHCPMessage(op: .bootReply)
        message.options[.messageType] = .ack
        message.options[raw: 43] = value
        message.options[.relayAgentInformation] = RelayAgentInformation()
        let parts = message.options.filter { $0.code == 43 }
        #expect(parts.count == max(1, (count + 254) / 255))
        #expect(parts.dropLast().allSatisfy { $0.octets.count == 255 })
        let again = try DHCPMessage(decoding: message.encode())
        #expect(again.options[raw: 43] == value)
        #expect(again.options.codes.last == .relayAgentInformation)
        #expect(again == message)
    }

    @Test func `setting a split value again replaces all parts in the first one's place`() {
        var message = DHCPMessage(op: .bootReply)
        message.options[.messageType] = .ack
        message.options[raw: 43] = [UInt8](repeating: 1, count: 600)
        message.options[.leaseTime] = 1
        message.options[raw: 43] = [2]
        #expect(message.options.map(\.code) == [.messageType, .vendorSpecificInformation, .leaseTime])
        #expect(message.options[raw: 43] == [2])
        message.options[raw: 43] = nil
        #expect(!message.options.contains(.vendorSpecificInformation))
    }

    @Test func `parts that do not follow one another are joined, and other options stay`() throws {
        let octets = Fixtures.datagram(options: [(12, [65]), (53, [1]), (12, [66]), (15, [67]), (12, [68])])
        var message = try DHCPMessage(decoding: octets)
        #expect(message.options[.hostName] == "ABD")
        message.options[.hostName] = "x"
        #expect(message.options.map(\.code) == [.hostName, .messageType, .domainName])
    }

    @Test func `layout codes are no options`() {
        var message = DHCPMessage(op: .bootReply)
        for code: DHCPOptionCode in [.pad, .end, .overload] {
            message.options[raw: code] = [1]
            #expect(message.options[raw: code] == nil)
            #expect(!message.options.contains(code))
        }
        #expect(message.options.isEmpty)
    }
}
