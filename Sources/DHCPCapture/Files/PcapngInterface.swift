internal import DHCP

/// An interface that a pcapng section describes.
struct PcapngInterface {
    let linkType: LinkType
    let snapLength: Int
    let name: String?
    let clock: PcapngClock

    init(_ body: [UInt8], _ order: FileOrder, at offset: Int) throws {
        guard body.count >= 8 else {
            throw CaptureFileError(.malformed, "an interface block without its fields", at: offset)
        }
        linkType = LinkType(rawValue: UInt32(order.number16(body, at: 0)))
        snapLength = Int(order.number32(body, at: 4))
        let options = PcapngOptions(body, from: 8, order)
        // A name longer than the kernel's sixteen octets would only fill the screen.
        name = options[2].map { String(decoding: $0.prefix(64), as: UTF8.self) }
        var clock = PcapngClock()
        if let resolution = options[9]?.first { clock.resolution = resolution }
        if let shift = options[14], shift.count == 8 {
            let (first, second) = (order.number32(shift, at: 0), order.number32(shift, at: 4))
            let (high, low) = order == .big ? (first, second) : (second, first)
            clock.shift = Int64(bitPattern: UInt64(high) << 32 | UInt64(low))
        }
        self.clock = clock
    }
}

/// How the times of an interface are to be read.
struct PcapngClock {
    /// `if_tsresol`: a negative power of ten or, with the first bit, of two; microseconds when nothing is said.
    var resolution: UInt8 = 6
    /// `if_tsoffset`: seconds to add.
    var shift: Int64 = 0

    /// The instant of a time stamp; beyond what an instant can be, the nearest.
    func instant(_ ticks: UInt64) -> DHCPInstant {
        var seconds: UInt64
        var nanoseconds: UInt64
        if resolution & 0x80 != 0 {
            let bits = UInt64(resolution & 0x7F)
            seconds = bits > 63 ? 0 : ticks >> bits
            let fraction = bits > 63 ? ticks : ticks & ((1 << bits) - 1)
            // The fraction is below two to the power of `bits`, so this is below a second.
            let product = fraction.multipliedFullWidth(by: 1_000_000_000)
            nanoseconds = bits > 64 ? 0 : Self.shifted(product.high, product.low, by: bits)
        } else if resolution > 19 {
            (seconds, nanoseconds) = (0, 0)
        } else {
            let unit = (0..<resolution).reduce(UInt64(1)) { power, _ in power * 10 }
            seconds = ticks / unit
            let fraction = ticks % unit
            nanoseconds = unit <= 1_000_000_000 ? fraction * (1_000_000_000 / unit) : fraction / (unit / 1_000_000_000)
        }
        let whole = Int64(clamping: seconds).addingReportingOverflow(shift)
        let (product, overflow) = whole.partialValue.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, beyond) = product.addingReportingOverflow(Int64(nanoseconds))
        if whole.overflow || overflow || beyond { return DHCPInstant(nanoseconds: shift < 0 ? 0 : .max) }
        return DHCPInstant(nanoseconds: sum)
    }

    private static func shifted(_ high: UInt64, _ low: UInt64, by bits: UInt64) -> UInt64 {
        bits == 0 ? 0 : bits == 64 ? high : high << (64 - bits) | low >> bits
    }
}

/// The options behind a block's fields: code, length, value, filled up to four octets.
struct PcapngOptions {
    private let body: [UInt8]
    private let start: Int
    private let order: FileOrder

    init(_ body: [UInt8], from start: Int, _ order: FileOrder) {
        self.body = body
        self.start = start
        self.order = order
    }

    /// The first value of a code; `nil` also when the list is damaged before it.
    subscript(code: UInt16) -> [UInt8]? {
        var index = start
        while index + 4 <= body.count {
            let found = order.number16(body, at: index)
            let count = Int(order.number16(body, at: index + 2))
            if found == 0 || index + 4 + count > body.count { return nil }
            if found == code { return Array(body[index + 4..<index + 4 + count]) }
            index += 4 + (count + 3) / 4 * 4
        }
        return nil
    }
}
