public import DHCPLeases

/// Leases as CSV (RFC 4180), as this server exports them.
public struct LeaseCSV: LeaseFileParser {
    init() {}

    /// The line of a lease, without its end.
    public static func line(_ lease: Lease) -> String {
        LeaseFields(lease).values.map(quoted).joined(separator: ",")
    }

    mutating func parse(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange? {
        if line.isEmpty || line == LeaseFields.header { return nil }
        let fields = try LeaseFileProblem.require(Self.fields(line), "end of a quoted field", line)
        return LeaseChange(before: nil, after: try LeaseFields(values: fields).lease())
    }

    /// A host name may have anything in it; what would end a line is no part of one.
    private static func quoted(_ value: String) -> String {
        guard value.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return value }
        let text = String(value.map { $0.isNewline ? " " : $0 })
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func fields(_ line: Substring) -> [String]? {
        var fields = [""]
        var isQuoted = false
        var rest = line
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
