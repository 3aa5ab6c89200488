/// Octets for a person to read: sixteen a line, with their place, and as text where they are ASCII.
struct HexDump: CustomStringConvertible {
    /// No more octets than this are shown, so that a hostile datagram does not fill the log.
    static let limit = 512

    private let octets: ArraySlice<UInt8>
    private let omitted: Int

    init(_ octets: [UInt8]) {
        self.octets = octets.prefix(Self.limit)
        omitted = octets.count - self.octets.count
    }

    /// Each line begins with a line break, so that columns stand under each other in a log.
    var description: String {
        var text = ""
        for start in stride(from: 0, to: octets.count, by: 16) {
            let line = octets[start..<min(start + 16, octets.count)]
            let place = String(start, radix: 16)
            let hexadecimal = line.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
            let space = String(repeating: " ", count: 3 * (16 - line.count) + 2)
            let characters = line.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") }
            text += "\n" + String(repeating: "0", count: 4 - place.count) + place + "  " + hexadecimal + space
            text += String(decoding: characters, as: UTF8.self)
        }
        return omitted > 0 ? text + "\n\(omitted) octets more" : text
    }
}
