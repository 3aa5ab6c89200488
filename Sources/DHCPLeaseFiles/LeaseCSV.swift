import DHCP
public import DHCPLeases

/// Leases as CSV (RFC 4180), as this server exports them.
public struct LeaseCSV: LeaseLineParser {
    init() {}

    /// The line of a lease, without its end; safe for terminals and spreadsheets.
    public static func line(_ lease: Lease) -> String {
        // Of the columns only host names can have in them what needs quotes.
        zip(LeaseFields.names, LeaseFields(lease).values)
            .map { $0 == "host-name" ? quoted(safe($1)) : $1 }.joined(separator: ",")
    }

    mutating func parse(_ line: ArraySlice<UInt8>) throws(LeaseFileProblem) -> LeaseLine? {
        let text = line.text
        if text.isEmpty || text == LeaseFields.header || text == LeaseFields.headerWithoutLead { return nil }
        let fields = try LeaseFileProblem.require(Self.fields(text), "end of a quoted field", text)
        return .lease(try LeaseFields(values: fields).lease())
    }

    /// What does not print is escaped, and a spreadsheet takes nothing for a formula.
    ///
    /// Host names alone can have such a thing in them; what counts when a file is read again are their octets in `options`.
    private static func safe(_ value: String) -> String {
        let text = value.printable
        // A tab and a carriage return begin one too; here they are escaped already.
        guard let first = text.first(where: { $0 != " " }), "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".contains(first)
        else {
            return text
        }
        return "'" + text
    }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")

    /// Quotes a value where a reader needs that, who sees octets: an accent behind a comma makes no other letter of it.
    private static func quoted(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == comma || $0 == quote }) else { return value }
        let octets = value.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: octets, as: UTF8.self) + "\""
    }

    /// The fields of a line; `nil` when a quoted one does not end.
    private static func fields(_ line: String) -> [String]? {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var rest = line.utf8[...]
        while let octet = rest.popFirst() {
            switch octet {
            case quote where isQuoted && rest.first == quote:
                field.append(quote)
                rest.removeFirst()
            case quote: isQuoted.toggle()
            case comma where !isQuoted:
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
            default: field.append(octet)
            }
        }
        return isQuoted ? nil : fields + [String(decoding: field, as: UTF8.self)]
    }
}
