import DHCP

/// A line of a lease file. Its octets are kept as they are, since a name need not be sound UTF-8.
extension ArraySlice<UInt8> {
    /// The line as text; octets that are no UTF-8 are replaced.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Without the spaces, tabs and carriage returns at both ends.
    var trimmed: ArraySlice<UInt8> {
        var line = drop(while: Self.isBlank)
        while let last = line.last, Self.isBlank(last) { line.removeLast() }
        return line
    }

    /// Without the mark that some editors put in front of UTF-8.
    var withoutMark: ArraySlice<UInt8> { starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self }

    /// What stands between spaces and tabs.
    var words: [ArraySlice<UInt8>] { split(whereSeparator: Self.isBlank) }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0D }
}
