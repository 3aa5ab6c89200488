import DHCP
import DHCPTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension SeededGenerator {
    mutating func octets(_ count: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

@Suite("Properties")
struct PropertyTests {
    /// Set `DHCP_TEST_SEED` to repeat a run; failures print the seed.
    static let seed: UInt64 =
        getenv("DHCP_TEST_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...UInt64.max)

    static var note: Comment { "DHCP_TEST_SEED=\(seed)" }

    static func generator(_ stream: UInt64) -> SeededGenerator { SeededGenerator(seed: seed &+ stream) }

    static func message(_ random: inout SeededGenerator) -> DHCPMessage {
        var message = DHCPMessage(
            op: Bool.random(using: &random) ? .bootRequest : .bootReply, xid: .random(in: 0 ... .max, using: &random),
            hardwareAddress: HardwareAddress(
                type: HardwareType(rawValue: .random(in: 0...255, using: &random)), octets: random.octets(0...16)),
            hops: .random(in: 0...255, using: &random), secs: .random(in: 0 ... .max, using: &random),
            flags: .random(in: 0 ... .max, using: &random), ciaddr: address(&random), yiaddr: address(&random),
            siaddr: address(&random), giaddr: address(&random),
            sname: FixedField(octets: random.octets(0...64)) ?? .init(),
            file: FixedField(octets: random.octets(0...128)) ?? .init())
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let code = DHCPOptionCode(rawValue: .random(in: 0...255, using: &random))
            let isLong = Int.random(in: 0..<10, using: &random) == 0
            message.options[raw: code] = random.octets(0...(isLong ? 700 : 20))
            if Int.random(in: 0..<8, using: &random) == 0 { message.options[raw: code] = nil }
        }
        if Bool.random(using: &random) { message.options[.messageType] = .request }
        if Bool.random(using: &random) { message.options[raw: 82] = random.octets(0...30) }
        return message
    }

    static func address(_ random: inout SeededGenerator) -> IPv4Address {
        IPv4Address(bitPattern: .random(in: 0 ... .max, using: &random))
    }

    @Test func `decoding what was encoded gives the message again`() throws {
        print(Self.note)
        var random = Self.generator(1)
        for _ in 0..<3000 {
            let message = Self.message(&random)
            let octets = message.encode()
            let again = try DHCPMessage(decoding: octets)
            #expect(octets.count >= 300 && octets.count == message.encodedCount, Self.note)
            #expect(again == message, Self.note)
            #expect(again.hashValue == message.hashValue, Self.note)
            #expect(again.encode() == octets, Self.note)
        }
    }

    @Test func `53 stays first and 82 last whatever is set in between`() {
        var random = Self.generator(2)
        for _ in 0..<1000 {
            let codes = Self.message(&random).options.codes
            #expect(codes.firstIndex(of: .messageType) ?? 0 == 0, Self.note)
            #expect(codes.firstIndex(of: .relayAgentInformation) ?? codes.count - 1 == codes.count - 1, Self.note)
        }
    }

    @Test func `mutated datagrams never trap, and those that read are encoded again octet for octet`() {
        var random = Self.generator(3)
        var read = 0
        for round in 0..<8000 {
            var octets = round % 3 == 0 ? Self.message(&random).encode() : Fixtures.all[round % 2]
            for _ in 0..<Int.random(in: 1...8, using: &random) { Self.mutate(&octets, &random) }
            guard var message = try? DHCPMessage(decoding: octets) else { continue }
            read += 1
            #expect(message.encode() == octets, Self.note)
            Self.change(&message, &random)
        }
        #expect(read > 1000, Self.note)
    }

    static func mutate(_ octets: inout [UInt8], _ random: inout SeededGenerator) {
        guard let place = octets.indices.randomElement(using: &random) else { return }
        let option = Int.random(in: 0...60, using: &random) + 240
        switch Int.random(in: 0..<6, using: &random) {
        case 0: octets[place] = .random(in: 0...255, using: &random)
        case 1: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 2: octets.removeLast(Int.random(in: 0...min(3, octets.count), using: &random))
        case 3: octets += random.octets(0...20)
        case 4 where option + 3 < octets.count:
            octets.replaceSubrange(option..<option + 3, with: [52, 1, .random(in: 0...4, using: &random)])
        case 5 where octets.count > 243:
            // Overload at the beginning, so that `file` and `sname` are read as options.
            octets.replaceSubrange(240..<243, with: [52, 1, .random(in: 1...3, using: &random)])
            octets.replaceSubrange(108..<111, with: [12, .random(in: 0...140, using: &random), 255])
            octets.replaceSubrange(44..<46, with: [52, .random(in: 0...70, using: &random)])
        default: break
        }
    }

    /// Changes a message that came from the network and expects what is set to be there after encoding.
    static func change(_ message: inout DHCPMessage, _ random: inout SeededGenerator) {
        let code = DHCPOptionCode(rawValue: .random(in: 1...254, using: &random))
        let value = random.octets(0...300)
        let before = message.options
        message.options[raw: code] = value
        if code != .overload { #expect(message.options[raw: code] == value, note) }
        for other in before.codes where other != code && other != .overload {
            #expect(message.options[raw: other] == before[raw: other], note)
        }
        #expect((try? DHCPMessage(decoding: message.encode())) == message, note)
    }

    @Test func `every typed key reads random octets without a trap, and reads the same after writing`() {
        var random = Self.generator(4)
        for round in 0..<1500 {
            var octets = random.octets(0...(round % 10 == 0 ? 400 : 24))
            // Small numbers are lengths more often than large ones.
            if round % 2 == 0 { octets = octets.map { $0 % 6 } }
            EveryKey.exercise(octets) { code in
                Issue.record("option \(code) with \(octets): \(Self.note)")
            }
        }
    }

    @Test func `every option describes random octets on one line`() {
        var random = Self.generator(5)
        for _ in 0..<300 {
            let octets = random.octets(0...24)
            for code in UInt8.min...UInt8.max {
                let text = DHCPOptionDefinition.text(of: octets, for: DHCPOptionCode(rawValue: code))
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, Self.note)
            }
        }
    }
}
