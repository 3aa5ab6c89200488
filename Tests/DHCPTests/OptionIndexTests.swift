import DHCP
import DHCPTesting
import Testing

/// Messages with many options, parts, pads and fields are looked up in an index; it has to say what a walk says.
@Suite("Looking into messages that were made to cost much")
struct OptionIndexTests {
    /// What a walk through all options finds of a code.
    static func walked(_ message: DHCPMessage, _ code: DHCPOptionCode) -> [UInt8]? {
        let parts = message.options.filter { $0.code == code }
        return parts.isEmpty ? nil : parts.flatMap(\.octets)
    }

    static func field(_ random: inout SeededGenerator, count: Int) -> [UInt8] {
        var octets: [UInt8] = []
        while octets.count < count - 40, Int.random(in: 0..<60, using: &random) > 0 {
            if Int.random(in: 0..<4, using: &random) == 0 {
                octets += [UInt8](repeating: 0, count: Int.random(in: 1...20, using: &random))
            } else {
                // Never 52, which is set where it is wanted.
                let code = [1, 12, 55, 61, 82, 124, 200].randomElement(using: &random) ?? 1
                let length = Int.random(in: 0...12, using: &random)
                octets +=
                    [UInt8(code), UInt8(length)]
                    + (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            }
        }
        return octets
    }

    @Test func `what the index says is what a walk finds, and nothing is lost`() throws {
        var random = PropertyTests.generator(61)
        for _ in 0..<2_000 {
            let overload = UInt8.random(in: 0...3, using: &random)
            var octets = Fixtures.datagram(
                sname: overload & 2 != 0 ? Self.field(&random, count: 64) + [255] : [],
                fileOctets: overload & 1 != 0 ? Self.field(&random, count: 128) + [255] : [], options: [])
            octets.removeSubrange(240...)
            octets += overload > 0 ? [53, 1, 1, 52, 1, overload] : [53, 1, 1]
            octets += Self.field(&random, count: 1_400)
            if Bool.random(using: &random) { octets += [255] + Self.field(&random, count: 60) }
            let message = try DHCPMessage(decoding: octets)
            #expect(message.encode() == octets, PropertyTests.note)
            for number in UInt8.min...UInt8.max {
                let code = DHCPOptionCode(rawValue: number)
                #expect(message.options[raw: code] == Self.walked(message, code), PropertyTests.note)
                #expect(message.options.contains(code) == (Self.walked(message, code) != nil), PropertyTests.note)
            }
            var changed = message
            changed.options[.hostName] = "changed"
            #expect(changed.options[.hostName] == "changed")
            #expect(try DHCPMessage(decoding: changed.encode()) == changed, PropertyTests.note)
        }
    }

    @Test(arguments: [24, 25, 254]) func `many different options are all found`(count: Int) throws {
        let options = (1...254).map { UInt8($0) }.filter { $0 != 52 }.prefix(count).map { ($0, [$0]) }
        let message = try DHCPMessage(decoding: Fixtures.datagram(options: [(53, [1])] + options.filter { $0.0 != 53 }))
        for (code, value) in options where code != 53 {
            #expect(message.options[raw: DHCPOptionCode(rawValue: code)] == value)
        }
    }

    @Test func `a datagram too long for the index is read all the same`() throws {
        let parts: [UInt8] = (0..<10_000).flatMap { _ in [12, 2, 65, 66] }
        let header = [UInt8](DHCPMessage(op: .bootRequest, xid: 1).encode()[..<240])
        let message = try DHCPMessage(decoding: header + [53, 1, 1] + parts + [255])
        #expect(message.options[raw: .hostName]?.count == 20_000)
        #expect(message.messageType == .discover)
    }

    @Test func `an option that is cut off behind many is an error at its place`() throws {
        let parts: [UInt8] = (0..<40).flatMap { _ in [12, 1, 65] }
        let header = [UInt8](DHCPMessage(op: .bootRequest, xid: 1).encode()[..<240])
        let error = try #require(throws: DHCPDecodingError.self) {
            try DHCPMessage(decoding: header + parts + [61, 9, 1])
        }
        #expect(error.code == .truncatedOption && error.option == .clientIdentifier && error.offset == 360)
    }
}
