import DHCP
import DHCPTesting
import Testing

@testable import DHCPLeases

/// Many classes are looked up by how their rules begin; that has to find what a look at each of them finds.
@Suite struct ClassIndexTests {
    private static let words = ["a", "ab", "abc", "b", "phone", "phone 7", "PXE", ""]

    private func match(_ random: inout SeededGenerator, _ number: Int) -> ClassMatch {
        let word = Self.words.randomElement(using: &random) ?? ""
        let glob = ["\(word)", "\(word)*", "*\(word)", "\(word)*c"].randomElement(using: &random) ?? word
        return switch Int.random(in: 0..<6, using: &random) {
        case 0, 1, 2: .vendorClass(OctetPattern(glob: glob))
        case 3: .hardwareAddress(OctetPattern(prefix: [2, UInt8.random(in: 0...2, using: &random)]))
        case 4: .not(.vendorClass(OctetPattern(glob: glob)))
        default: .memberOf("c\(Int.random(in: 0...number, using: &random))")
        }
    }

    private func message(_ random: inout SeededGenerator) -> DHCPMessage {
        func word() -> [UInt8] { Array((Self.words.randomElement(using: &random) ?? "").utf8) }
        var message = DHCPMessage.discover(HardwareAddress(2, UInt8.random(in: 0...3, using: &random), 0, 0, 0, 1))
        if Bool.random(using: &random) { message.options[raw: .vendorClassIdentifier] = word() + [0] }
        if Bool.random(using: &random) {
            var classes = VendorIdentifyingClass(.cisco, octets: word())
            let member = word()
            classes[.cableLabs] = [UInt8(member.count)] + member
            message.options[.vendorIdentifyingClass] = classes
        }
        return message
    }

    @Test(arguments: [5, 31, 32, 200]) func theClassesOfAMessageAreThoseWhoseRulesHold(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            var configuration = LeaseConfiguration(subnets: [])
            configuration.classes = (0..<count).map { ClientClass("c\($0)", match: match(&random, $0)) }
            let planned = try PlannedClasses(configuration)
            for _ in 0..<20 {
                let subject = ClassSubject(message: message(&random), interface: "", isKnown: false)
                var expected: [String] = []
                for member in configuration.classes where member.match.holds(for: subject, { expected.contains($0) }) {
                    expected.append(member.name)
                }
                #expect(planned.names(planned.set(of: subject)) == expected)
            }
        }
    }
}
