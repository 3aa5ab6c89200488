// Options of one's own: one line for each standard codec, and one type for a codec of one's own.

import DHCP

// A "module" of options is an extension; the type of the value chooses the codec.
extension DHCPOptionKey where Value == IPv4Address { static var console: Self { .init(224) } }
extension DHCPOptionKey where Value == [IPv4Address] { static var mirrors: Self { .init(225) } }
extension DHCPOptionKey where Value == String { static var rack: Self { .init(226) } }
extension DHCPOptionKey where Value == UInt32 { static var asset: Self { .init(227) } }
extension DHCPOptionKey where Value == UInt16 { static var vlan: Self { .init(228) } }
extension DHCPOptionKey where Value == UInt8 { static var slot: Self { .init(229) } }
extension DHCPOptionKey where Value == Int32 { static var drift: Self { .init(230) } }
extension DHCPOptionKey where Value == Int16 { static var altitude: Self { .init(231) } }
extension DHCPOptionKey where Value == Int8 { static var temperature: Self { .init(232) } }
extension DHCPOptionKey where Value == Bool { static var maintenance: Self { .init(233) } }
extension DHCPOptionKey where Value == [UInt8] { static var token: Self { .init(234) } }
extension DHCPOptionKey where Value == Position { static var position: Self { .init(235) } }

/// A codec of one's own: where a machine stands.
struct Position: DHCPOptionValue, Equatable {
    var row: UInt8
    var column: UInt16

    /// Reads three octets; any other length is an error.
    init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        var reader = DHCPOptionReader(octets)
        row = try reader.uint8()
        column = try reader.uint16()
        try reader.end()
    }

    init(row: UInt8, column: UInt16) {
        self.row = row
        self.column = column
    }

    func encode(into writer: inout DHCPOptionWriter) {
        writer.write(row)
        writer.write(column)
    }
}

// Another module claims 226 as a number. Both read the same octets, and neither disturbs the other.
extension DHCPOptionKey where Value == UInt32 { static var rackNumber: Self { .init(226) } }

var options = DHCPOptions()
options[.console] = IPv4Address(10, 0, 0, 9)
options[.mirrors] = [IPv4Address(10, 0, 0, 2), IPv4Address(10, 0, 0, 3)]
options[.rack] = "b-12"
options[.asset] = 70_000
options[.vlan] = 4_000
options[.slot] = 7
options[.drift] = -70_000
options[.altitude] = -12
options[.temperature] = -5
options[.maintenance] = true
options[.token] = [1, 2, 3]
options[.position] = Position(row: 3, column: 512)
options[raw: 254] = [0xDE, 0xAD]

for option in options {
    print(option.code, option.octets.map { String($0, radix: 16) }.joined(separator: " "))
}
print("rack:", options[.rack] ?? "none")
print("rack as a number:", options[.rackNumber] ?? 0)
