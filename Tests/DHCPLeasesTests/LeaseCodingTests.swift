import DHCP
import DHCPLeases
import Foundation
import Testing

/// Leases, clients and reasons in JSON.
@Suite struct LeaseCodingTests {
    private let lease = Lease(
        address: IPv4Address(10, 0, 0, 10), client: ClientIdentity(HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x55)),
        hardwareAddress: HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x55), state: .bound, start: 1_767_225_600,
        end: .max, sentOptions: [12, 2, 0x70, 0x69])
    private let json = """
        {"address":"10.0.0.10","client":"hw 1/00:11:22:33:44:55","end":4294967295,\
        "hardwareAddress":"00:11:22:33:44:55","sentOptions":"0c027069","start":1767225600,"state":"bound"}
        """

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func decoded<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    @Test func aLeaseIsAnObjectInItsWrittenForm() throws {
        #expect(try encoded(lease) == json)
        #expect(try decoded(json) == lease)
        #expect(try decoded(encoded([lease, lease]), as: [Lease].self) == [lease, lease])
    }

    @Test func sentOptionsMayBeLeftOut() throws {
        var bare = lease
        bare.sentOptions = []
        #expect(try decoded(json.replacing(#""sentOptions":"0c027069","#, with: "")) == bare)
        #expect(try decoded(encoded(bare)) == bare)
    }

    @Test(arguments: [
        ("10.0.0.10", "10.0.0", "address"), ("hw 1/", "mac ", "client"), ("bound", "held", "state"),
        ("0c027069", "0c0", "sentOptions"),
        ("00:11:22:33:44:55\",\"sent", "\",\"sent", "hardwareAddress"),
    ])
    func whatIsWrongIsNamedByItsKey(part: String, wrong: String, key: String) throws {
        let text = json.replacing(part, with: wrong)
        #expect(text != json)
        do {
            _ = try decoded(text, as: Lease.self)
            Issue.record("\(text) was read")
        } catch DecodingError.dataCorrupted(let context) {
            #expect(context.codingPath.map(\.stringValue) == [key])
        }
    }

    @Test func aChangeLeavesOutWhatIsNot() throws {
        #expect(try encoded(LeaseChange(before: nil, after: lease)) == #"{"after":\#(json)}"#)
        for change in [
            LeaseChange(before: nil, after: lease), LeaseChange(before: lease, after: nil),
            LeaseChange(before: lease, after: lease.shifted(by: 5)),
        ] {
            #expect(try decoded(encoded(change)) == change)
        }
        let other = json.replacing("10.0.0.10", with: "10.0.0.11")
        #expect(throws: DecodingError.self) {
            try decoded(#"{"before":\#(json),"after":\#(other)}"#, as: LeaseChange.self)
        }
    }

    @Test(arguments: [
        "id 01:aa:bb", "id 61", "hw 1/00:11:22:33:44:55", "hw 32/", "circuit 65:74:68", "remote 0a",
        "id " + [String](repeating: "ab", count: 40).joined(separator: ":"),
    ])
    func aClientReadsAsItIsWritten(text: String) throws {
        let client = try #require(ClientIdentity(text))
        #expect(client.description == text)
        #expect(try decoded(encoded(client), as: ClientIdentity.self) == client)
        #expect(try decoded(encoded([client: 1]), as: [ClientIdentity: Int].self) == [client: 1])
        #expect(try encoded([client: 1]) == #"{"\#(text)":1}"#)
    }

    @Test(arguments: [
        "", "id", "id ", "id 0", "hw 00:11", "hw 01/00", "hw 256/00", "mac 00", "ID 01", "circuit ", "id 01 ",
    ])
    func anythingElseIsNoClient(text: String) {
        #expect(ClientIdentity(text) == nil)
        #expect(throws: DecodingError.self) { try decoded("\"\(text)\"", as: ClientIdentity.self) }
    }

    @Test func reasonsAndStatesAreWords() throws {
        #expect(try encoded(ReasonCode.poolExhausted) == #""pool-exhausted""#)
        #expect(try encoded([ReasonCode.offered: 7]) == #"{"offered":7}"#)
        #expect(try encoded([LeaseState.bound: 7]) == #"{"bound":7}"#)
        for reason in ReasonCode.allCases { #expect(try decoded(encoded(reason), as: ReasonCode.self) == reason) }
        for state in LeaseState.allCases { #expect(try decoded(encoded(state), as: LeaseState.self) == state) }
        #expect(throws: DecodingError.self) { try decoded(#""poolExhausted""#, as: ReasonCode.self) }
        #expect(throws: DecodingError.self) { try decoded("1", as: LeaseState.self) }
    }
}
