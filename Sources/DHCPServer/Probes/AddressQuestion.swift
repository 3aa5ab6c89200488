package import DHCP

/// What asks on a network who has an address, and what answers say: ARP on a link, an ICMP echo beyond.
package enum AddressQuestion {
    /// Asks whether anybody on a link has an address, without claiming one (RFC 5227 section 2.1.1).
    package static func whoHas(_ address: IPv4Address, from own: HardwareAddress) -> [UInt8] {
        let head: [UInt8] = [0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0, 1]
        let padding = [UInt8](repeating: 0, count: 18)
        return everybody + own.octets + head + own.octets + [0, 0, 0, 0] + [UInt8](repeating: 0, count: 6)
            + octets(address) + padding
    }

    /// Who says in a frame of ARP that it has which address; `nil` in another frame, and where nobody does.
    package static func owner(in frame: [UInt8]) -> (address: IPv4Address, hardware: HardwareAddress)? {
        var place = 12
        // Up to two tags.
        while place <= 16, frame.count > place + 4, frame[place] == 0x81 || frame[place] == 0x88 { place += 4 }
        guard frame.count >= place + 30, frame[place...].starts(with: [0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0]) else {
            return nil
        }
        let hardware = HardwareAddress(octets: frame[place + 10..<place + 16])
        guard let address = self.address(in: frame, at: place + 16), !address.isAny, let hardware, !hardware.isZero
        else {
            return nil
        }
        return (address, hardware)
    }

    /// An ICMP echo (RFC 792): type 8, code 0, its checksum, identifier and sequence.
    package static func echo(_ identifier: UInt16, sequence: UInt16) -> [UInt8] {
        let sum = 0x0800 + UInt32(identifier) + UInt32(sequence)
        let checksum = ~UInt16(truncatingIfNeeded: (sum & 0xFFFF) + sum >> 16)
        return [0x0800, checksum, identifier, sequence].flatMap {
            [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
        }
    }

    /// From which address the answer to an echo with this identifier came; `nil` in another packet.
    ///
    /// `packet` begins with the IP header, as a raw socket has it.
    package static func echoAnswer(_ packet: [UInt8], identifier: UInt16) -> IPv4Address? {
        let start = Int(packet.first ?? 0) & 15 * 4
        guard start >= 20, packet.count >= start + 8, packet[start] == 0, packet[start + 1] == 0,
            UInt16(packet[start + 4]) << 8 | UInt16(packet[start + 5]) == identifier
        else { return nil }
        return address(in: packet, at: 12)
    }

    private static let everybody = [UInt8](repeating: 0xFF, count: 6)

    private static func octets(_ address: IPv4Address) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: address.bitPattern >> (24 - 8 * UInt32($0))) }
    }

    private static func address(in octets: [UInt8], at place: Int) -> IPv4Address? {
        guard octets.count >= place + 4 else { return nil }
        return IPv4Address(bitPattern: octets[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
}
