/// A word, a string in quotes, or a sign that ends a statement.
struct DHCPDToken {
    enum Kind: Equatable {
        case word
        case string
        case semicolon
        case open
        case close
    }

    let kind: Kind
    /// Of a word as it stands, of a string what it means.
    let octets: [UInt8]
    let line: Int
    /// Whether it is the first of its line.
    let isFirst: Bool

    var text: String { octets[...].text }
    /// The word without regard to case, as the server reads its own.
    var keyword: String { kind == .word ? text.lowercased() : "" }
}

/// Divides `dhcpd.leases` into tokens, however its lines are broken.
struct DHCPDTokens {
    private enum State {
        case between
        case word
        case string
        case escape
        case comment
    }

    /// No name, identifier or option is as long; of what is longer the rest is left out, and it counts as no value.
    private static let lengthLimit = 65_536

    private var state = State.between
    private var octets: [UInt8] = []
    /// What stands behind a backslash so far.
    private var escaped: [UInt8] = []
    private(set) var line = 1
    private var startLine = 1
    private var isFirst = true

    /// How many lines there were so far.
    var lineCount: Int { isFirst && state != .comment && octets.isEmpty ? line - 1 : line }

    /// Whether the file ends inside a string.
    var isInString: Bool { state == .string || state == .escape }

    /// Takes octets, and hands what they complete to `body`.
    mutating func read(_ input: ArraySlice<UInt8>, _ body: (DHCPDToken) -> Void) {
        for octet in input { read(octet, body) }
    }

    /// Completes the last word.
    mutating func finish(_ body: (DHCPDToken) -> Void) {
        if state == .word { end(.word, body) }
    }

    private mutating func read(_ octet: UInt8, _ body: (DHCPDToken) -> Void) {
        switch state {
        case .escape:
            if !readEscaped(octet) { read(octet, body) }
        case .string where octet == UInt8(ascii: "\""):
            end(.string, body)
        case .string where octet == UInt8(ascii: "\\"):
            escaped = []
            state = .escape
        case .string where octet == UInt8(ascii: "\n"):
            // No string goes on in another line: its end is missing.
            end(.string, body)
            newLine()
        case .string:
            append(octet)
        case .comment:
            if octet == UInt8(ascii: "\n") { newLine() }
        case .between, .word:
            readPlain(octet, body)
        }
    }

    private mutating func readPlain(_ octet: UInt8, _ body: (DHCPDToken) -> Void) {
        let sign: DHCPDToken.Kind?
        switch octet {
        case UInt8(ascii: ";"): sign = .semicolon
        case UInt8(ascii: "{"): sign = .open
        case UInt8(ascii: "}"): sign = .close
        default: sign = nil
        }
        let isSpace = octet <= 0x20
        let isMark = octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "#")
        guard sign != nil || isSpace || isMark else {
            if state == .between { begin(.word) }
            append(octet)
            return
        }
        if state == .word { end(.word, body) }
        if let sign {
            startLine = line
            end(sign, body)
        } else if octet == UInt8(ascii: "\"") {
            begin(.string)
        } else if octet == UInt8(ascii: "#") {
            state = .comment
        } else if octet == UInt8(ascii: "\n") {
            newLine()
        }
    }

    /// Takes an octet behind a backslash; `false` when it belongs to what follows.
    private mutating func readEscaped(_ octet: UInt8) -> Bool {
        if escaped.isEmpty {
            switch octet {
            case UInt8(ascii: "0")...UInt8(ascii: "3"), UInt8(ascii: "x"):
                escaped = [octet]
                return true
            default:
                append(Self.letters[octet] ?? octet)
                state = .string
                return true
            }
        }
        let isHexadecimal = escaped[0] == UInt8(ascii: "x")
        let digits = isHexadecimal ? escaped[1...] : escaped[...]
        let base = isHexadecimal ? 16 : 8
        let isDigit = Int(String(UnicodeScalar(octet)), radix: base) != nil
        if isDigit { escaped.append(octet) }
        if isDigit && digits.count + 1 < (isHexadecimal ? 2 : 3) { return true }
        let code = (isHexadecimal ? escaped[1...] : escaped[...]).text
        append(UInt8(code, radix: base) ?? escaped[0])
        state = .string
        return isDigit
    }

    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
    ]

    private mutating func begin(_ state: State) {
        self.state = state
        startLine = line
    }

    private mutating func append(_ octet: UInt8) {
        if octets.count < Self.lengthLimit { octets.append(octet) }
    }

    private mutating func end(_ kind: DHCPDToken.Kind, _ body: (DHCPDToken) -> Void) {
        // Some editors put a mark in front of UTF-8.
        if line == 1, isFirst { octets = Array(octets[...].withoutMark) }
        body(DHCPDToken(kind: kind, octets: octets, line: startLine, isFirst: isFirst))
        octets.removeAll(keepingCapacity: true)
        isFirst = false
        state = .between
    }

    private mutating func newLine() {
        line += 1
        isFirst = true
        state = .between
    }
}
