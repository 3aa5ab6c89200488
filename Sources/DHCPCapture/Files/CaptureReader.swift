internal import DHCP

/// Reads the frames of a capture file one after another: pcap (both byte orders, microseconds or nanoseconds) and
/// pcapng.
///
/// Memory does not grow with the file. Whatever the octets are, the outcome is a frame or an error with its place.
public struct CaptureReader {
    /// The most octets a frame may have: what libpcap allows (MAXIMUM_SNAPLEN).
    static let frameLimit = 262_144

    private enum Format {
        case pcap(PcapReader)
        case pcapng(PcapngReader)
    }

    private var input: CaptureInput
    private var format: Format

    /// Begins to read; `refill` gives more octets each time, and none at the end.
    ///
    /// Throws `CaptureFileError` when this is no capture file, and whatever `refill` throws.
    public init(_ refill: @escaping () throws -> [UInt8]) throws {
        input = CaptureInput(refill)
        let magic = try input.take(4)
        input.putBack(magic)
        if magic.number32(at: 0) == PcapngReader.sectionType {
            format = .pcapng(PcapngReader())
        } else {
            format = .pcap(try PcapReader(&input))
        }
    }

    /// Begins to read octets that are all there.
    public init(octets: [UInt8]) throws {
        var rest: [UInt8]? = octets
        try self.init {
            defer { rest = nil }
            return rest ?? []
        }
    }

    /// How many frames were passed over so far because their link type can not be read, by link type.
    ///
    /// In pcap, where all frames have one link type, the reader refuses the file instead.
    public var unreadableCounts: [LinkType: Int] {
        switch format {
        case .pcap: [:]
        case .pcapng(let reader): reader.unreadableCounts
        }
    }

    /// The next frame, or `nil` at the end of the file.
    ///
    /// Throws `CaptureFileError` where the file is damaged or cut off; then there is nothing more to read.
    public mutating func next() throws -> CapturedFrame? {
        switch format {
        case .pcap(let reader):
            return try reader.next(&input)
        case .pcapng(var reader):
            // The old value must go, or each block copies the interfaces.
            format = .pcapng(PcapngReader())
            defer { format = .pcapng(reader) }
            return try reader.next(&input)
        }
    }
}

/// The byte order of a capture file: that of the machine that wrote it.
enum FileOrder {
    case big
    case little

    func number16(_ octets: [UInt8], at index: Int) -> UInt16 {
        let number = octets.number16(at: index) ?? 0
        return self == .big ? number : number.byteSwapped
    }

    func number32(_ octets: [UInt8], at index: Int) -> UInt32 {
        let number = octets.number32(at: index) ?? 0
        return self == .big ? number : number.byteSwapped
    }
}
