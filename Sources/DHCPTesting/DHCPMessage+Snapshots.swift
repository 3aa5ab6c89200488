public import DHCP

/// Messages kept as text, to compare with octet for octet.
extension DHCPMessage {
    /// Reads a message from hexadecimal digits.
    ///
    /// White space and colons between octets are skipped, so the output of most tools can be pasted (without places and
    /// characters beside the octets). Throws `invalidValue` with the place in the text for anything else, and what
    /// decoding throws.
    public init(hexadecimal text: String) throws(DHCPDecodingError) {
        var octets: [UInt8] = []
        var high: UInt8?
        for (place, character) in text.enumerated() {
            guard let digit = character.hexDigitValue.map({ UInt8($0) }), character.isASCII else {
                if high == nil, character.isWhitespace || character == ":" { continue }
                throw DHCPDecodingError(.invalidValue, offset: place)
            }
            if let first = high {
                octets.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        if high != nil { throw DHCPDecodingError(.invalidValue, offset: text.count) }
        try self.init(decoding: octets)
    }

    /// The encoded message in hexadecimal, sixteen octets a line, as `init(hexadecimal:)` reads it.
    public var hexadecimal: String {
        let octets = encode()
        return stride(from: 0, to: octets.count, by: 16).map { start in
            octets[start..<min(start + 16, octets.count)].hexadecimal(separator: " ")
        }.joined(separator: "\n")
    }

    /// What is different in `snapshot`, a line for each field and option; empty when all octets are the same.
    ///
    /// ```swift
    /// #expect(sent.message.differences(from: snapshot) == [])
    /// ```
    public func differences(from snapshot: DHCPMessage) -> [String] {
        let (mine, theirs) = (encode(), snapshot.encode())
        if mine == theirs { return [] }
        var lines: [String] = []
        func compare<Value: Equatable>(_ name: String, _ value: (DHCPMessage) -> Value) {
            let (new, old) = (value(self), value(snapshot))
            if new != old { lines.append("\(name): \(new), not \(old)") }
        }
        compare("op") { $0.op.rawValue }
        compare("htype") { $0.htype.rawValue }
        compare("hlen") { $0.hlen }
        compare("hops") { $0.hops }
        compare("xid") { String($0.xid, radix: 16) }
        compare("secs") { $0.secs }
        compare("flags") { String($0.flags, radix: 16) }
        compare("ciaddr") { $0.ciaddr }
        compare("yiaddr") { $0.yiaddr }
        compare("siaddr") { $0.siaddr }
        compare("giaddr") { $0.giaddr }
        compare("chaddr") { message in (0..<16).map { message.chaddr[$0] }.hexadecimal(separator: ":") }
        compare("sname") { $0.sname.octets.hexadecimal() }
        compare("file") { $0.file.octets.hexadecimal() }
        compare("order of options") { message in message.options.map(\.code.rawValue) }
        for code in (0...UInt8.max).map(DHCPOptionCode.init(rawValue:)) {
            compare("option \(code)") { $0.options[raw: code]?.hexadecimal(separator: " ") ?? "none" }
        }
        let place = zip(mine, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(mine.count, theirs.count)
        lines.append("octets: different from octet \(place) on, \(mine.count) octets, not \(theirs.count)")
        return lines
    }
}
