/// Sizes of memory and files as a file writes them: `64MiB`, `512KiB`, `2GiB`, or `0` for none.
enum SizeText {
    static let expected = "a size such as 64MiB, or 0 for none"

    private static let units: [(name: String, shift: Int)] = [("GiB", 30), ("MiB", 20), ("KiB", 10)]
    /// More is a slip of the pen.
    private static let limit = 64 << 30

    /// Octets.
    static func octets(_ text: String) throws(Complaint) -> Int {
        if text == "0" { return 0 }
        if text.isDecimal { throw Complaint("\(text) has no unit; write \(text)MiB for mebibytes") }
        guard let unit = units.first(where: { text.hasSuffix($0.name) }), text.dropLast(3).isDecimal else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        let number = Int(text.dropLast(3)) ?? .max
        guard number <= limit >> unit.shift else { throw Complaint("\(text.shown) is more than 64GiB") }
        return number << unit.shift
    }

    /// The size in the largest unit that divides it.
    static func text(_ octets: Int) -> String {
        if octets == 0 { return "0" }
        let unit = units.first { octets % (1 << $0.shift) == 0 } ?? ("KiB", 10)
        return "\(octets >> unit.shift)\(unit.name)"
    }
}
