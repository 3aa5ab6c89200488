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

    private static func quoted(_ value: String) -> String {
        guard value.contains(where: { $0 == "," || $0 == "\"" }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }

    private static func fields(_ line: String) -> [String]? {
        var fields = [""]
        var isQuoted = false
        var rest = line[...]
        while let letter = rest.popFirst() {
            switch letter {
            case "\"" where isQuoted && rest.first == "\"":
                fields[fields.count - 1].append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(letter)
            }
        }
        return isQuoted ? nil : fields
    }
}
