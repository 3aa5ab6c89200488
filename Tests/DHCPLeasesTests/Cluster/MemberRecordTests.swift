import DHCP
import DHCPLeases
import Foundation
import Testing

/// What members write into the store, and what they read there.
@Suite struct MemberRecordTests {
    private static let record = MemberRecord(
        name: "kr \"1\" \\ ü\n", life: .max, beat: 3, identifiers: [IPv4Address(10, 0, 0, 1)], leaseTime: -5,
        revision: 12, configuration: "ab12", version: "0.1.0 (3c9affc)", hasLeft: true)

    private func stored(_ text: String) -> StoreRecord { StoreRecord(.member, key: [1], value: Array(text.utf8)) }

    @Test func aRecordIsReadAsItWasWritten() {
        #expect(MemberRecord(Self.record.record) == Self.record)
        let served = ServedConfiguration(generation: 3, digest: "x", former: ["y", "z"])
        #expect(ServedConfiguration(served.record) == served)
    }

    @Test func aRecordIsTheJSONThatEveryProgramWrites() throws {
        let octets = Data(Self.record.record.value ?? [])
        #expect(try JSONDecoder().decode(MemberRecord.self, from: octets) == Self.record)
        let written = StoreRecord(.member, key: [], value: Array(try JSONEncoder().encode(Self.record)))
        #expect(MemberRecord(written) == Self.record)
    }

    @Test func whatALaterVersionAddsIsPassedOver() {
        let text = #"{ "later": [1, {"a": -2.5e3}, null, true], "name": "k\u0065\ud83d\ude00", "life": 1, "x": "" }"#
        #expect(MemberRecord(stored(text)) == MemberRecord(name: "ke😀", life: 1))
    }

    @Test(arguments: [
        "", "{", "{}", "null", "[1]", #"{"name":"a"}"#, #"{"name":"a","life":-1}"#, #"{"name":"a","life":1}}"#,
        #"{"name":"a","life":1,}"#, #"{"name":"\ud83d","life":1}"#, #"{"name":"\q","life":1}"#, #"{"name":5,"life":1}"#,
        #"{"name":"a","life":1e}"#, String(repeating: "[", count: 100_000), "\"", #"{"name":"a" "life":1}"#,
    ])
    func whatIsNoneIsNotRead(text: String) { #expect(MemberRecord(stored(text)) == nil) }

    @Test func whatIsNoUTF8IsNotRead() {
        let octets = Array(#"{"name":""#.utf8) + [0xFF] + Array(#"","life":1}"#.utf8)
        #expect(MemberRecord(StoreRecord(.member, key: [], value: octets)) == nil)
    }

    @Test func whichConfigurationIsServedIsSaidOnce() {
        let first = ServedConfiguration.after(nil, digest: "a", isOnPurpose: false)
        #expect(first == ServedConfiguration(generation: 1, digest: "a"))
        #expect(ServedConfiguration.after(first, digest: "a", isOnPurpose: true) == nil)
        let second = ServedConfiguration.after(first, digest: "b", isOnPurpose: false)
        #expect(second == ServedConfiguration(generation: 2, digest: "b", former: ["a"]))
        // A member that starts with the former one is behind; who takes it over on purpose is not.
        #expect(ServedConfiguration.after(second, digest: "a", isOnPurpose: false) == nil)
        #expect(
            ServedConfiguration.after(second, digest: "a", isOnPurpose: true)
                == ServedConfiguration(generation: 3, digest: "a", former: ["b"]))
    }
}
