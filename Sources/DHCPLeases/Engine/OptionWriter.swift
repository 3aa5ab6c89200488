import DHCP

/// Options one after another, as they are written.
struct OptionWriter {
    var octets: [UInt8]

    init() {
        octets = []
        octets.reserveCapacity(320)
    }

    /// Begins with nothing written, in memory that was used before or in new.
    init(reusing spares: inout [[UInt8]]) {
        octets = []
        if !spares.isEmpty { swap(&octets, &spares[spares.count - 1]) }
        _ = spares.popLast()
        octets.removeAll(keepingCapacity: true)
        octets.reserveCapacity(320)
    }

    init(octets: [UInt8]) {
        self.octets = octets
    }

    /// Gives away what was written, and begins anew.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &octets)
        return taken
    }

    mutating func append(_ code: DHCPOptionCode, _ value: UInt8) {
        octets.append(headerOf: code.rawValue, count: 1)
        octets.append(value)
    }

    mutating func append(_ code: DHCPOptionCode, _ value: UInt32) {
        octets.append(headerOf: code.rawValue, count: 4)
        octets.append(UInt8(truncatingIfNeeded: value >> 24))
        octets.append(UInt8(truncatingIfNeeded: value >> 16))
        octets.append(UInt8(truncatingIfNeeded: value >> 8))
        octets.append(UInt8(truncatingIfNeeded: value))
    }

    /// Appends a value of any length; one over 255 octets is divided (RFC 3396 section 5).
    mutating func append(_ code: DHCPOptionCode, _ value: [UInt8]) {
        octets.append(option: code.rawValue, value[...])
    }

    /// Ends the options of a reply with what its relay said, behind which nothing may stand.
    mutating func end(withRelayOf message: DHCPMessage) { copy(DHCPOptions.last, of: message) }

    /// Appends an option as it stands in `message`; one that is missing is left out, and so is one of a length that it
    /// can not have.
    mutating func copy(_ code: DHCPOptionCode, of message: DHCPMessage) {
        message.options.withValue(of: code) { value in
            guard code.admits(count: value.byteCount) else { return }
            if value.byteCount > [UInt8].longestValue { return append(code, value.octets) }
            octets.append(headerOf: code.rawValue, count: value.byteCount)
            value.withUnsafeBytes { octets.append(contentsOf: $0) }
        }
    }

    mutating func overwrite(at index: Int, with value: UInt32) {
        octets[index] = UInt8(truncatingIfNeeded: value >> 24)
        octets[index + 1] = UInt8(truncatingIfNeeded: value >> 16)
        octets[index + 2] = UInt8(truncatingIfNeeded: value >> 8)
        octets[index + 3] = UInt8(truncatingIfNeeded: value)
    }
}
