import DHCP
import Testing

/// Text that others chose, before it reaches a terminal.
@Suite struct PrintableTextTests {
    /// C0, DEL, C1, what sets directions, what has no width, ends of lines and paragraphs.
    static let hidden: [Unicode.Scalar] =
        [
            "\u{0}", "\u{7}", "\n", "\r", "\t", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{90}", "\u{9B}", "\u{9D}",
            "\u{9F}",
        ]
        + ["\u{AD}", "\u{61C}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{2060}"]
        + ["\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"]
        + ["\u{FEFF}", "\u{FE0F}", "\u{3164}", "\u{E000}", "\u{E0041}"]

    @Test(arguments: hidden) func whatDoesNotPrintIsEscaped(_ scalar: Unicode.Scalar) {
        let text = "a\(scalar)b"
        let escaped = "a\\u{\(String(scalar.value, radix: 16))}b"
        #expect(text.printable == escaped)
        #expect(text.quoted == "\"\(escaped)\"")
        #expect(text.printableLines == (scalar == "\n" ? "a\nb" : escaped))
        let json = "\"\(text)\"".printableJSON
        #expect(scalar == "\n" || json.unicodeScalars.allSatisfy { !$0.isHidden })
        #expect(scalar == "\n" || json.hasPrefix("\"a\\u"))
    }

    @Test(arguments: ["printer", "Drucker-Büro", "プリンター", "a b", "…", "\u{FFFD}"]) func lettersStay(_ text: String) {
        #expect(text.printable == text)
        #expect(text.printableLines == text)
        #expect(text.printableJSON == text)
    }

    @Test func linesEndedByCarriageReturnsAreLines() {
        #expect("a\r\nb".printableLines == "a\\u{d}\nb")
        #expect("\u{1F600}\u{E0041}".printableJSON == "\u{1F600}\\udb40\\udc41")
    }

    @Test(arguments: [
        ("00:11:22:33:44:55", 1, 6), ("00-11-22-AA-bb-55", 1, 6), ("0011.2233.4455", 1, 6), ("32/80:00:00:48", 32, 4),
    ]) func hardwareAddressesAreReadInAllNotations(_ text: String, _ type: UInt8, _ count: Int) {
        let address = HardwareAddress(notation: text)
        #expect(address?.type.rawValue == type)
        #expect(address?.count == count)
    }

    @Test(arguments: ["", "printer", "/00:11", "032/00:11", "256/00", "1/", "00:11:2"]) func otherTextsAreNone(
        _ text: String
    ) {
        #expect(HardwareAddress(notation: text) == nil)
    }
}
