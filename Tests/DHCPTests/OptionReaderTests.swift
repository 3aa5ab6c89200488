import DHCP
import Testing

extension DHCPOptionKey where Value == Everything { fileprivate static var everything: Self { .init(240) } }

/// A codec with each of the reads.
private struct Everything: DHCPOptionValue, Equatable {
    var kind: UInt8
    var port: UInt16
    var time: UInt32
    var server: IPv4Address
    var name: String
    var key: [UInt8]
    var rest: [UInt8]

    init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        var reader = DHCPOptionReader(octets)
        kind = try reader.uint8()
        if kind == 0 { throw reader.invalidValue() }
        port = try reader.uint16()
        time = try reader.uint32()
        server = try reader.address()
        name = try reader.text(Int(reader.uint8()))
        key = try reader.octets(2)
        rest = reader.rest()
        try reader.end()
    }

    func encode(into writer: inout DHCPOptionWriter) {
        writer.write(kind)
        writer.write(port)
        writer.write(time)
        writer.write(server)
        writer.write(UInt8(truncatingIfNeeded: name.utf8.count))
        writer.write(contentsOf: name.utf8)
        writer.write(contentsOf: key)
        writer.write(contentsOf: rest)
    }
}

@Suite struct OptionReaderTests {
    private let octets: [UInt8] = [1, 0, 67, 0, 1, 0, 0, 10, 0, 0, 9, 2, 0x70, 0x69, 8, 9, 5]

    @Test func `each read takes its octets in the order of the wire`() throws {
        let value = try Everything(decoding: octets)
        #expect(value.kind == 1)
        #expect(value.port == 67)
        #expect(value.time == 65_536)
        #expect(value.server == IPv4Address(10, 0, 0, 9))
        #expect(value.name == "pi")
        #expect(value.key == [8, 9])
        #expect(value.rest == [5])
        #expect(value.encodedOctets == octets)
    }

    @Test func `a value that is cut anywhere is an error, not a trap`() {
        for count in 0..<octets.count - 1 {
            var options = DHCPOptions()
            options[raw: 240] = Array(octets.prefix(count))
            let error = #expect(throws: DHCPDecodingError.self, "\(count)") {
                try options.value(for: .everything)
            }
            #expect(error == DHCPDecodingError(.invalidLength, offset: count, option: 240))
            #expect(options[.everything] == nil)
        }
    }

    @Test func `a wrong content is an error at the octet that was read last`() {
        let error = #expect(throws: DHCPDecodingError.self) { try Everything(decoding: [0]) }
        #expect(error == DHCPDecodingError(.invalidValue, offset: 0))
    }

    @Test func `a length of any size may come from the network`() {
        for count in [-1, Int.min, 4, Int.max] {
            var reader = DHCPOptionReader([1, 2, 3])
            #expect(throws: DHCPDecodingError(.invalidLength, offset: 3)) { try reader.octets(count) }
            #expect(reader.offset == 0)
            #expect(reader.remaining == 3)
        }
    }

    @Test func `a read that fails takes nothing`() throws {
        var reader = DHCPOptionReader([1, 2, 3])
        _ = try reader.uint8()
        #expect(throws: DHCPDecodingError(.invalidLength, offset: 3)) { try reader.uint32() }
        #expect(try reader.uint16() == 0x0203)
        #expect(reader.isAtEnd)
        #expect(reader.rest() == [])
        #expect(throws: DHCPDecodingError.self) { try reader.uint8() }
    }

    @Test func `octets that are left are an error where they begin`() throws {
        var reader = DHCPOptionReader([1, 2, 3])
        _ = try reader.uint16()
        #expect(throws: DHCPDecodingError(.invalidLength, offset: 2)) { try reader.end() }
    }
}
