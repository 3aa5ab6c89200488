import DHCP
import Testing

@Suite("Fitting a message into what the client takes")
struct FittingTests {
    /// A reply with a private option of `count` octets for each code.
    static func reply(_ options: [(DHCPOptionCode, Int)]) -> DHCPMessage {
        var reply = DHCPMessage(op: .bootReply, xid: 1)
        reply.options[.messageType] = .ack
        reply.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        reply.options[.leaseTime] = 3600
        for (code, count) in options { reply.options[raw: code] = [UInt8](repeating: code.rawValue, count: count) }
        reply.options[raw: 82] = [1, 2, 65, 66]
        return reply
    }

    @Test func `a message that fits is not changed`() {
        var reply = Self.reply([(224, 100)])
        let octets = reply.encode()
        #expect(reply.fit(into: octets.count) == [])
        #expect(reply.encode() == octets)
    }

    @Test func `what does not fit goes into file and sname, 82 stays last`() throws {
        var reply = Self.reply([(224, 200), (225, 100), (226, 50), (227, 40)])
        let before = reply
        #expect(reply.fit(into: 548) == [])
        let octets = reply.encode()
        #expect(octets.count <= 548)
        let again = try DHCPMessage(decoding: octets)
        #expect(again == reply)
        #expect(again.encode() == octets)
        for code in before.options.codes { #expect(again.options[raw: code] == before.options[raw: code]) }
        #expect(again.options[.overload] != nil)
        // 82 is the last of the options field: its value ends before End.
        let end = try #require(octets.lastIndex(of: 255))
        #expect(Array(octets[end - 6..<end]) == [82, 4, 1, 2, 65, 66])
    }

    @Test func `many small parts of a value that fit as a few large ones need no other field`() throws {
        // 98 parts of three octets take 490 octets, and 298 as two parts.
        let header = [UInt8](DHCPMessage(op: .bootReply, xid: 1).encode()[..<240])
        let parts: [UInt8] = (0..<98).flatMap { [224, 3, UInt8($0), 1, 2] }
        var reply = try DHCPMessage(decoding: header + [53, 1, 5] + parts + [255])
        let value = reply.options[raw: 224]
        #expect(reply.fit(into: 548) == [])
        let again = try DHCPMessage(decoding: reply.encode())
        #expect(again == reply)
        #expect(again.options[raw: 224] == value)
        #expect(again.options[.overload] == nil)
    }

    @Test func `fields that hold names are left alone`() throws {
        var reply = Self.reply([(224, 200), (225, 60), (226, 50)])
        reply.file = try #require(FixedField("boot"))
        reply.fit(into: 548)
        let again = try DHCPMessage(decoding: reply.encode())
        #expect(again.file.text == "boot")
        #expect(again.options[.overload] == 2)
        #expect(reply.encode().count <= 548)
    }

    @Test func `what fits nowhere is left out by the client's order, essentials never`() throws {
        var reply = Self.reply([(224, 250), (225, 250), (226, 250), (.router, 4), (227, 250)])
        let dropped = reply.fit(into: 548, wanted: [.router, 226, 224])
        #expect(dropped == [227, 225, 224])
        #expect(reply.encode().count <= 548)
        #expect(reply.options.contains(.router) && reply.options.contains(226))
        #expect(reply.messageType == .ack && reply.options[.leaseTime] == 3600)
        #expect(reply.options.contains(.serverIdentifier) && reply.options.contains(.relayAgentInformation))
    }

    @Test func `rapid commit stays, as an ACK to a DISCOVER is nothing without it`() {
        var reply = Self.reply([(224, 250), (225, 250), (.rapidCommit, 0)])
        #expect(reply.fit(into: 548, wanted: [224]) == [225])
        #expect(reply.options.contains(.rapidCommit))
    }

    @Test func `a split option is moved or left out whole`() {
        var reply = Self.reply([(224, 600), (225, 100)])
        #expect(reply.fit(into: 548, wanted: [224]) == [224])
        #expect(reply.options.contains(225))
        #expect(reply.encode().count <= 548)
    }

    @Test(arguments: [400, 437, 474, 511, 548, 585, 622, 659, 696, 733, 770])
    func `an option of up to 255 octets is sent whole or not at all`(limit: Int) {
        var reply = Self.reply((224...239).map { (DHCPOptionCode(rawValue: $0), 90) })
        let dropped = reply.fit(into: limit, wanted: (224...239).map { DHCPOptionCode(rawValue: $0) })
        #expect(!dropped.isEmpty)
        let codes = reply.options.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.filter { $0.rawValue >= 224 }.allSatisfy { reply.options[raw: $0]?.count == 90 })
    }

    @Test func `an option too long for each field is divided over them in their order`() throws {
        var reply = Self.reply([(224, 20)])
        let value = (0..<400).map { UInt8($0 & 255) }
        reply.options[raw: 225] = value
        #expect(reply.fit(into: 548, wanted: [225]) == [])
        let octets = reply.encode()
        #expect(octets.count <= 548)
        let again = try DHCPMessage(decoding: octets)
        #expect(again.options[raw: 225] == value)
        #expect(again.options[raw: 224] == [UInt8](repeating: 224, count: 20))
        #expect(again.options[.overload] == 3)
        let end = try #require(octets.lastIndex(of: 82))
        #expect(Array(octets[end..<end + 7]) == [82, 4, 1, 2, 65, 66, 255])
    }

    @Test func `random messages fit, read again and lose only what is said`() throws {
        var random = PropertyTests.generator(6)
        for _ in 0..<1500 {
            var message = PropertyTests.message(&random)
            let before = message
            let limit = Int.random(in: 300...900, using: &random)
            let dropped = Set(message.fit(into: limit, wanted: before.options.codes.shuffled(using: &random)))
            let octets = message.encode()
            #expect(try DHCPMessage(decoding: octets) == message, PropertyTests.note)
            for code in before.options.codes {
                let kept = dropped.contains(code) ? nil : before.options[raw: code]
                #expect(message.options[raw: code] == kept, PropertyTests.note)
            }
            let essential: Set<DHCPOptionCode> = [1, 51, 53, 54, 56, 61, 80, 82, 118]
            #expect(octets.count <= limit || essential.isSuperset(of: message.options.codes), PropertyTests.note)
        }
    }

    @Test func `options of an overloaded message do not overwrite another's boot file`() throws {
        let overloaded = try DHCPMessage(
            decoding: Fixtures.datagram(
                fileOctets: Fixtures.encoded([(12, [65])]) + [255], options: [(53, [1]), (52, [1])]))
        let message = DHCPMessage(
            op: .bootReply, file: try #require(FixedField("boot")), options: overloaded.options)
        let again = try DHCPMessage(decoding: message.encode())
        #expect(again.file.text == "boot")
        #expect(again.options[.hostName] == "A")
        #expect(again == message)
    }
}

extension FittingTests {
    @Test func aLongOptionLeavesItsRoomToSmallerOnesBehindIt() {
        var message = DHCPMessage(op: .bootReply, file: FixedField("file") ?? FixedField(), options: DHCPOptions())
        message.sname = FixedField("name") ?? FixedField()
        message.options[.messageType] = .offer
        message.options[raw: 230] = [UInt8](repeating: 1, count: 200)
        message.options[raw: 231] = [UInt8](repeating: 2, count: 200)
        message.options[raw: 240] = [3, 3]
        #expect(message.fit(into: 548, wanted: [230, 231, 240]) == [231])
        #expect(message.options[raw: 240] == [3, 3])
        #expect(message.encodedCount <= 548)
    }
}
