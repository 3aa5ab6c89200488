import DHCP
public import DHCPLeases
import FoundationEssentials

/// Leases as JSON, an object a line, as this server exports them.
public struct LeaseJSON: LeaseLineParser {
    init() {}

    /// The object of a lease, on one line: numbers are numbers, and what is empty is left out.
    public static func line(_ lease: Lease) -> String {
        var text = LeaseText()
        write(lease, to: &text)
        return String(decoding: text.octets, as: UTF8.self)
    }

    /// Writes the object of a lease; all that it takes is ASCII.
    package static func write(_ lease: Lease, to text: inout LeaseText) {
        func key(_ name: String) {
            text.write(name)
            text.write("\":\"")
        }
        key("{\"address")
        text.write(lease.address)
        key("\",\"state")
        text.write(lease.state.description)
        key("\",\"client-kind")
        text.write(LeaseFields.kind(of: lease.client))
        key("\",\"client")
        lease.client.withOctets { text.writeHexadecimal($0, separator: ":") }
        text.write("\",\"hardware-type\":")
        text.writeDecimal(lease.hardwareAddress.type.rawValue)
        text.write(",\"")
        if lease.hardwareAddress.count > 0 {
            key("hardware")
            text.write(lease.hardwareAddress)
            text.write("\",\"")
        }
        key("starts")
        text.writeTime(lease.start)
        key("\",\"ends")
        text.writeTime(lease.end)
        text.write("\"")
        if let name = lease.hostName, !name.isEmpty {
            text.write(",\"host-name\":")
            text.write(quoted(name))
        }
        if !lease.sentOptions.isEmpty {
            key(",\"options")
            text.writeHexadecimal(lease.sentOptions.span.bytes)
            text.write("\"")
        }
        if lease.lead > 0 {
            text.write(",\"lead\":\(lease.lead)")
        }
        text.write("}")
    }

    mutating func parse(_ line: ArraySlice<UInt8>) throws(LeaseFileProblem) -> LeaseLine? {
        if line.isEmpty { return nil }
        let object = try? JSONDecoder().decode([String: Word].self, from: Data(line))
        let values = try LeaseFileProblem.require(object, "JSON object of texts and numbers", line)
        let fields = try LeaseFields(values: LeaseFields.names.map { values[$0]?.text ?? "" })
        return .lease(try fields.lease())
    }

    /// A text, or a number, which earlier versions wrote as a text.
    private struct Word: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                text = "\(number)"
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    /// A string in quotes; what does not print is escaped, so that a terminal is safe from it too.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        let scalars = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case " "..."~": "\(scalar)"
            default: String(scalar).utf16.map { "\\u" + padded(String($0, radix: 16)) }.joined()
            }
        }
        return "\"" + scalars.joined() + "\""
    }

    private static func padded(_ digits: String) -> String {
        String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
