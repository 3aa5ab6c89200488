package import DHCP
package import DHCPLeases

/// Lines about leases as octets, without a text for each part: lists of all leases have millions of parts.
package struct LeaseText {
    /// What was written since it was cleared last.
    package private(set) var octets: [UInt8] = []

    package init() {}

    /// Begins anew, in the same memory.
    package mutating func clear() {
        octets.removeAll(keepingCapacity: true)
    }

    package mutating func write(_ octet: Unicode.Scalar) {
        octets.append(UInt8(truncatingIfNeeded: octet.value))
    }

    package mutating func write(_ text: String) {
        octets.append(contentsOf: text.utf8)
    }

    package mutating func write(_ address: IPv4Address) {
        let (a, b, c, d) = address.octets
        writeDecimal(a)
        for octet in [b, c, d] {
            write(".")
            writeDecimal(octet)
        }
    }

    package mutating func write(_ address: HardwareAddress) {
        address.withTypeAndOctets { writeHexadecimal($0.extracting(droppingFirst: 1), separator: ":") }
    }

    /// As the client's `description`.
    package mutating func write(_ client: ClientIdentity) {
        if client.isNobody { return write("nobody") }
        client.withOctets { octets in
            switch client.source {
            case .clientIdentifier: write("id ")
            case .circuitIdentifier: write("circuit ")
            case .remoteIdentifier: write("remote ")
            case .hardwareAddress:
                write("hw ")
                writeDecimal(octets.isEmpty ? 0 : octets.octet(at: 0))
                write("/")
                return writeHexadecimal(octets.extracting(droppingFirst: 1), separator: ":")
            }
            writeHexadecimal(octets, separator: ":")
        }
    }

    /// Seconds since 1970, as `LeaseTime.text` has them.
    package mutating func writeTime(_ seconds: UInt32) {
        if seconds == LeaseTime.never { return write("never") }
        let (year, month, day) = LeaseTime.date(Int(seconds / 86_400))
        let time = Int(seconds % 86_400)
        writeTwo(year / 100)
        writeTwo(year % 100)
        for (mark, number) in [
            ("-", month), ("-", day), ("T", time / 3600), (":", time / 60 % 60), (":", time % 60),
        ] as [(Unicode.Scalar, Int)] {
            write(mark)
            writeTwo(number)
        }
        write("Z")
    }

    /// The host name that the client sent, safe for a terminal; `instead` without one.
    package mutating func writeHostName(of lease: Lease, instead: String) {
        // Nearly all leases have one name of plain letters, and nothing else.
        let options = lease.sentOptions
        if options.count > 2, options[0] == DHCPOptionCode.hostName.rawValue, Int(options[1]) == options.count - 2 {
            let name = options[2...]
            if name.allSatisfy({ (0x21...0x7E).contains($0) }) { return octets.append(contentsOf: name) }
        }
        write(lease.hostName?.printable ?? instead)
    }

    /// Two digits an octet.
    package mutating func writeHexadecimal(_ value: RawSpan, separator: Unicode.Scalar? = nil) {
        for index in 0..<value.byteCount {
            if index > 0, let separator { write(separator) }
            let octet = value.octet(at: index)
            octets.append(Self.digit(octet >> 4))
            octets.append(Self.digit(octet & 15))
        }
    }

    /// Blanks, so that what was written from `start` on is at least `width` octets wide.
    package mutating func pad(from start: Int, to width: Int) {
        for _ in 0..<max(0, start + width - octets.count) { write(" ") }
    }

    /// Ends the line that begins at `start` where a terminal of `room` letters does.
    package mutating func cut(from start: Int, to room: Int) {
        guard octets.count - start > room else { return }
        let line = String(decoding: octets[start...], as: UTF8.self).prefix(room)
        octets.replaceSubrange(start..., with: line.utf8)
    }

    package mutating func writeDecimal(_ number: UInt8) {
        if number >= 100 { octets.append(UInt8(ascii: "0") + number / 100) }
        if number >= 10 { octets.append(UInt8(ascii: "0") + number / 10 % 10) }
        octets.append(UInt8(ascii: "0") + number % 10)
    }

    private mutating func writeTwo(_ number: Int) {
        octets.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        octets.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}
