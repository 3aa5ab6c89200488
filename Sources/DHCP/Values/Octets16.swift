/// Sixteen octets held in place, without an allocation: what fits the `chaddr` field.
public struct Octets16: Hashable, Sendable, BitwiseCopyable {
    /// Octets 0 to 7, octet 0 in the most significant place.
    @usableFromInline
    package var high: UInt64
    /// Octets 8 to 15, octet 8 in the most significant place.
    @usableFromInline
    package var low: UInt64

    @inlinable
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Sixteen zeros.
    public init() {
        self.init(high: 0, low: 0)
    }

    /// Takes up to sixteen octets and fills the rest with zeros.
    ///
    /// Gives `nil` for more than sixteen.
    public init?(_ octets: some Collection<UInt8>) {
        guard octets.count <= 16 else { return nil }
        // One octet after another costs much where the collection's type is not known.
        if let taken = octets.withContiguousStorageIfAvailable({ Octets16(UnsafeRawBufferPointer($0).bytes) }) {
            self = taken
            return
        }
        self.init()
        for (index, octet) in octets.enumerated() { self[index] = octet }
    }

    /// Takes the first sixteen octets and fills the rest with zeros.
    init(_ octets: RawSpan) {
        func word(_ range: Range<Int>) -> UInt64 {
            range.reduce(0) { $0 << 8 | ($1 < octets.byteCount ? UInt64(octets.octet(at: $1)) : 0) }
        }
        self.init(high: word(0..<8), low: word(8..<16))
    }

    /// The octets, all sixteen.
    public var octets: [UInt8] { (0..<16).map { self[$0] } }

    /// The octet at `index`; outside 0..<16 it reads as zero and a write is ignored.
    public subscript(index: Int) -> UInt8 {
        get {
            switch index {
            case 0..<8: UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
            case 8..<16: UInt8(truncatingIfNeeded: low >> UInt64(120 - 8 * index))
            default: 0
            }
        }
        set {
            switch index {
            case 0..<8: high = high & ~(0xFF << UInt64(56 - 8 * index)) | UInt64(newValue) << UInt64(56 - 8 * index)
            case 8..<16: low = low & ~(0xFF << UInt64(120 - 8 * index)) | UInt64(newValue) << UInt64(120 - 8 * index)
            default: break
            }
        }
    }

    /// The first `count` octets, the rest zero.
    func prefix(_ count: Int) -> Octets16 {
        switch count {
        case ..<1: Octets16()
        case 1..<8: Octets16(high: high & ~(UInt64.max >> UInt64(8 * count)), low: 0)
        case 8: Octets16(high: high, low: 0)
        case 9..<16: Octets16(high: high, low: low & ~(UInt64.max >> UInt64(8 * (count - 8))))
        default: self
        }
    }
}
