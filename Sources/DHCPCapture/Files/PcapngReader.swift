internal import DHCP

/// Reads pcapng (IETF draft-ietf-opsawg-pcapng): blocks of type, length, body and length again.
///
/// Sections, interfaces and packets (enhanced, simple and the old kind) are read; all other blocks are passed over.
struct PcapngReader {
    static let sectionType: UInt32 = 0x0A0D_0D0A
    private static let interfaceType: UInt32 = 1
    private static let oldPacketType: UInt32 = 2
    private static let simplePacketType: UInt32 = 3
    private static let packetType: UInt32 = 6

    /// A frame of the largest kind with many options; a longer block of a kind that is read must be a mistake.
    private static let blockLimit = 1 << 20
    /// More interfaces than a host has; each costs memory as long as its section lasts.
    private static let interfaceLimit = 4096

    private var order = FileOrder.big
    private var interfaces: [PcapngInterface] = []
    /// How many frames were passed over, as their link type can not be read.
    private(set) var unreadableCounts: [LinkType: Int] = [:]
    /// There are 65,536 numbers, of which a file that is no attack has a few; further ones count as the last.
    private static let linkTypeLimit = 64

    /// The next frame, or `nil` at the end of the file.
    mutating func next(_ input: inout CaptureInput) throws -> CapturedFrame? {
        while true {
            let start = input.offset
            let header = try input.take(8)
            if header.isEmpty { return nil }
            guard header.count == 8 else {
                throw CaptureFileError(.truncated, "the file ends inside a block's header", at: start)
            }
            // The same in both byte orders.
            if header.number32(at: 0) == Self.sectionType {
                try beginSection(&input, start, header)
                continue
            }
            let type = order.number32(header, at: 0)
            let count = Int(order.number32(header, at: 4))
            try Self.check(count, atLeast: 12, at: start + 4)
            let isRead = [Self.interfaceType, Self.oldPacketType, Self.simplePacketType, Self.packetType].contains(type)
            if !isRead {
                guard try input.skip(count - 8) else {
                    throw CaptureFileError(.truncated, "the file ends inside a block", at: start)
                }
                continue
            }
            let body = try self.body(&input, start, count)
            if type == Self.interfaceType {
                try add(PcapngInterface(body, order, at: start + 8), at: start)
            } else if let frame = try frame(type, body, at: start + 8) {
                return frame
            }
        }
    }

    private mutating func beginSection(_ input: inout CaptureInput, _ start: Int, _ header: [UInt8]) throws {
        let magic = try input.take(4)
        switch magic.number32(at: 0) {
        case 0x1A2B_3C4D: order = .big
        case 0x4D3C_2B1A: order = .little
        default: throw CaptureFileError(.malformed, "a section without byte-order magic", at: start + 8)
        }
        input.putBack(magic)
        let count = Int(order.number32(header, at: 4))
        try Self.check(count, atLeast: 28, at: start + 4)
        let body = try self.body(&input, start, count)
        let version = order.number16(body, at: 4)
        guard version == 1 else {
            throw CaptureFileError(.unsupported, "version \(version) of pcapng is not known", at: start + 12)
        }
        interfaces = []
    }

    private mutating func add(_ interface: PcapngInterface, at start: Int) throws {
        guard interfaces.count < Self.interfaceLimit else {
            throw CaptureFileError(.tooLarge, "more than \(Self.interfaceLimit) interfaces in a section", at: start)
        }
        interfaces.append(interface)
    }

    private static func check(_ count: Int, atLeast least: Int, at offset: Int) throws {
        if count < least || count % 4 != 0 {
            throw CaptureFileError(.malformed, "a block can not have \(count) octets", at: offset)
        }
    }

    /// The rest of a block whose header was taken, without the length behind it.
    private func body(_ input: inout CaptureInput, _ start: Int, _ count: Int) throws -> [UInt8] {
        guard count <= Self.blockLimit else {
            throw CaptureFileError(
                .tooLarge, "a block of \(count) octets is more than \(Self.blockLimit)", at: start + 4)
        }
        let rest = try input.take(count - 8)
        guard rest.count == count - 8 else {
            throw CaptureFileError(.truncated, "the file ends inside a block", at: start)
        }
        let again = Int(order.number32(rest, at: rest.count - 4))
        guard again == count else {
            throw CaptureFileError(
                .malformed, "a block's two lengths differ: \(count) and \(again)", at: start + count - 4)
        }
        return Array(rest.dropLast(4))
    }

    private mutating func countUnreadable(_ type: LinkType) {
        let isListed = unreadableCounts[type] != nil || unreadableCounts.count < Self.linkTypeLimit
        unreadableCounts[isListed ? type : LinkType(rawValue: .max), default: 0] += 1
    }

    private mutating func frame(_ type: UInt32, _ body: [UInt8], at offset: Int) throws -> CapturedFrame? {
        let headerCount = type == Self.simplePacketType ? 4 : 20
        guard body.count >= headerCount else {
            throw CaptureFileError(.malformed, "a packet block without its header", at: offset)
        }
        let index: Int
        switch type {
        case Self.simplePacketType: index = 0
        case Self.oldPacketType: index = Int(order.number16(body, at: 0))
        default: index = Int(order.number32(body, at: 0))
        }
        guard interfaces.indices.contains(index) else {
            throw CaptureFileError(.malformed, "a packet of interface \(index), which is not described", at: offset)
        }
        let interface = interfaces[index]
        // A frame of a kind that is not known hides no others.
        if !interface.linkType.isKnown {
            countUnreadable(interface.linkType)
            return nil
        }
        if type == Self.simplePacketType {
            let original = Int(order.number32(body, at: 0))
            let snap = interface.snapLength == 0 ? original : interface.snapLength
            let count = min(original, snap, body.count - 4, CaptureReader.frameLimit)
            return CapturedFrame(
                time: DHCPInstant(nanoseconds: 0), linkType: interface.linkType, octets: Array(body[4..<4 + count]),
                originalCount: original, interface: interface.name)
        }
        let count = Int(order.number32(body, at: 12))
        guard count <= CaptureReader.frameLimit, 20 + count <= body.count else {
            throw CaptureFileError(.malformed, "a packet of \(count) octets does not fit its block", at: offset + 12)
        }
        let ticks = UInt64(order.number32(body, at: 4)) << 32 | UInt64(order.number32(body, at: 8))
        return CapturedFrame(
            time: interface.clock.instant(ticks), linkType: interface.linkType, octets: Array(body[20..<20 + count]),
            originalCount: Int(order.number32(body, at: 16)), interface: interface.name,
            direction: direction(body, from: 20 + (count + 3) / 4 * 4))
    }

    /// What option 2 (flags) of a packet says.
    private func direction(_ body: [UInt8], from start: Int) -> CapturedFrame.Direction? {
        let options = PcapngOptions(body, from: start, order)
        guard let flags = options[2], flags.count == 4 else { return nil }
        switch order.number32(flags, at: 0) & 3 {
        case 1: return .incoming
        case 2: return .outgoing
        default: return nil
        }
    }
}
