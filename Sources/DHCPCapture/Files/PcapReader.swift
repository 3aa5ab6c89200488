internal import DHCP

/// Reads the classic format: a file header, then packets each behind a header of its own.
///
/// ```
/// file:    magic (4) | version 2.4 (4) | zone, accuracy (8) | snapshot length (4) | link type (4)
/// packet:  seconds (4) | fraction (4) | octets kept (4) | octets on the wire (4) | octets
/// ```
struct PcapReader {
    private let order: FileOrder
    private let hasNanoseconds: Bool
    private let linkType: LinkType

    static let microseconds: UInt32 = 0xA1B2_C3D4
    static let nanoseconds: UInt32 = 0xA1B2_3C4D
    private static let modified: UInt32 = 0xA1B2_CD34

    init(_ input: inout CaptureInput) throws {
        let header = try input.take(24)
        if header.isEmpty { throw CaptureFileError(.empty, "the file is empty", at: 0) }
        if header.starts(with: [0x1F, 0x8B]) {
            throw CaptureFileError(.compressed, "the file is compressed: unpack it with gunzip first", at: 0)
        }
        let magic = header.number32(at: 0) ?? 0
        let known = [Self.microseconds, Self.nanoseconds, Self.modified]
        guard known.contains(magic) || known.contains(magic.byteSwapped) else {
            throw CaptureFileError(.notCapture, "this is neither pcap nor pcapng", at: 0)
        }
        order = known.contains(magic) ? .big : .little
        let kind = order == .big ? magic : magic.byteSwapped
        if kind == Self.modified {
            throw CaptureFileError(
                .unsupported, "this is Kuznetsov's variant of pcap: convert it with editcap -F pcap", at: 0)
        }
        hasNanoseconds = kind == Self.nanoseconds
        guard header.count == 24 else {
            throw CaptureFileError(.truncated, "the file ends inside its header", at: header.count)
        }
        let version = order.number16(header, at: 4)
        guard version == 2 else {
            throw CaptureFileError(.unsupported, "version \(version) of pcap is not known", at: 4)
        }
        // The upper bits tell of checksums behind the frames.
        linkType = LinkType(rawValue: order.number32(header, at: 20) & 0xFFFF)
        guard linkType.isKnown else {
            throw CaptureFileError(.unsupported, "link type \(linkType) can not be read", at: 20)
        }
    }

    func next(_ input: inout CaptureInput) throws -> CapturedFrame? {
        let start = input.offset
        let header = try input.take(16)
        if header.isEmpty { return nil }
        guard header.count == 16 else {
            throw CaptureFileError(.truncated, "the file ends inside a packet's header", at: start)
        }
        let count = Int(order.number32(header, at: 8))
        guard count <= CaptureReader.frameLimit else {
            throw CaptureFileError(
                .tooLarge, "a packet of \(count) octets is more than \(CaptureReader.frameLimit)", at: start + 8)
        }
        let octets = try input.take(count)
        guard octets.count == count else {
            throw CaptureFileError(
                .truncated, "the file ends inside a packet: \(octets.count) of \(count) octets", at: start + 16)
        }
        let fraction = Int64(order.number32(header, at: 4)) * (hasNanoseconds ? 1 : 1000)
        let time = DHCPInstant(nanoseconds: Int64(order.number32(header, at: 0)) * 1_000_000_000 + fraction)
        return CapturedFrame(
            time: time, linkType: linkType, octets: octets, originalCount: Int(order.number32(header, at: 12)))
    }
}
