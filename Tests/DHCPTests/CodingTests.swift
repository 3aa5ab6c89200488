import DHCP
import Foundation
import Testing

/// Values in JSON: the written form, both ways, and what is said of anything else.
@Suite struct CodingTests {
    private func expect<Value: Codable & Equatable>(
        _ value: Value?, is json: String, from others: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let value = try #require(value, sourceLocation: sourceLocation)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(
            String(decoding: try encoder.encode(value), as: UTF8.self) == json, sourceLocation: sourceLocation)
        for text in [json] + others {
            let read = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            #expect(read == value, "\(text)", sourceLocation: sourceLocation)
        }
    }

    @Test func `addresses, blocks and ranges are text`() throws {
        try expect(IPv4Address(10, 0, 0, 1), is: #""10.0.0.1""#)
        try expect(IPv4Prefix("10.0.0.0/16"), is: #""10.0.0.0/16""#)
        try expect(IPv4Range("10.0.1.0-10.0.1.255"), is: #""10.0.1.0-10.0.1.255""#, from: #""10.0.1.0/24""#)
        try expect(DHCPEndpoint(IPv4Address(10, 0, 0, 1), port: 67), is: #""10.0.0.1:67""#)
        try expect(DomainName("lab.example"), is: #""lab.example""#)
        try expect(ClasslessRoute("10.2.0.0/16 via 10.0.0.254"), is: #""10.2.0.0/16 via 10.0.0.254""#)
    }

    @Test func `a hardware address names its type unless it is of Ethernet`() throws {
        try expect(
            HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0xAA), is: #""00:11:22:33:44:aa""#,
            from: #""00-11-22-33-44-AA""#, #""0011.2233.44aa""#, #""1/00:11:22:33:44:aa""#)
        try expect(HardwareAddress(type: .ieee802, octets: [1, 2]), is: #""6/01:02""#)
        try expect(HardwareAddress(type: .infiniband, octets: []), is: #""32/""#)
        try expect(HardwareAddress(type: .ethernet, octets: []), is: #""1/""#)
        try expect(
            HardwareAddress(type: .atm, octets: [UInt8](0..<16)),
            is: #""16/00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f""#)
    }

    @Test func `what a registry numbers is read by number and by name`() throws {
        try expect(DHCPOptionCode.router, is: "3", from: #""routers""#, #""dhcp-routers""#)
        try expect(DHCPMessageType.discover, is: #""DISCOVER""#, from: "1")
        try expect(DHCPMessageType(rawValue: 99), is: "99")
        try expect(DHCPMessageType(rawValue: 0), is: "0")
        try expect(HardwareType.infiniband, is: "32")
        try expect(ClientArchitecture.uefiX64, is: "7", from: #""uefi-x64""#)
        try expect(ClientIdentifier(octets: [1, 0xAA]), is: #""01:aa""#, from: #""01AA""#)
        try expect(DHCPInstant(nanoseconds: 1_767_225_600_000_000_001), is: "1767225600000000001")
    }

    @Test func `a dictionary of addresses is an object`() throws {
        try expect([IPv4Address(10, 0, 0, 1): 1], is: #"{"10.0.0.1":1}"#)
        try expect([HardwareAddress(0, 0, 0, 0, 0, 1): true], is: #"{"00:00:00:00:00:01":true}"#)
        try expect([try #require(IPv4Prefix("10.0.0.0/8")): 1], is: #"{"10.0.0.0/8":1}"#)
    }

    private func description<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> String {
        do {
            let value = try JSONDecoder().decode(type, from: Data(json.utf8))
            Issue.record("\(json) was read as \(value)")
            return ""
        } catch DecodingError.dataCorrupted(let context) {
            return context.debugDescription
        }
    }

    @Test func `what is not the written form is a DecodingError that says what would be`() throws {
        #expect(
            try description(IPv4Address.self, #""10.0.0.256""#) == #""10.0.0.256" is no IPv4 address, such as 10.0.0.1"#
        )
        #expect(
            try description([IPv4Address].self, #"["10.0.0.1", ""]"#) == #""" is no IPv4 address, such as 10.0.0.1"#)
        #expect(
            try description(IPv4Prefix.self, #""10.0.0.1/16""#)
                == #""10.0.0.1/16" is no block of addresses, such as 10.0.0.0/16"#)
        #expect(
            try description(DHCPOptionCode.self, #""ruoters""#) == #""ruoters" is no option, such as 3 or "routers""#)
        #expect(
            try description(DHCPMessageType.self, #""discover""#)
                == #""discover" is no message type, such as "DISCOVER" or 99"#)
        for text in ["01/00:11", "+1/00:11", "256/00:11", "/00:11", "00:1", ""] {
            #expect(try description(HardwareAddress.self, #""\#(text)""#).contains("is no hardware address"), "\(text)")
        }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(IPv4Address.self, from: Data("7".utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(DHCPOptionCode.self, from: Data("256".utf8)) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([IPv4Address: Int].self, from: Data(#"{"10.0.0.256": 1}"#.utf8))
        }
    }

    @Test func `a long text is not repeated in full, and nothing in it reaches a terminal`() throws {
        let long = try description(IPv4Address.self, "\"" + String(repeating: "1", count: 10_000) + "\"")
        #expect(long.count < 120)
        #expect(try description(IPv4Address.self, #""\u001b[2J""#).hasPrefix(#""\u{1b}[2J" is no"#))
    }
}
