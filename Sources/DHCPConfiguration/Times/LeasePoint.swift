import DHCPLeases

/// A moment in a lease as a file writes it: `50%` of it, or `2h` after its start.
enum LeasePoint: Hashable, CustomStringConvertible {
    /// Thousandths of the lease.
    case part(Int)
    /// Seconds.
    case time(UInt32)

    static let expected = "a part such as 50% or 87.5%, or a duration such as 2h"

    static func point(_ text: String) throws(Complaint) -> LeasePoint {
        if text.hasSuffix("%") { return .part(try PercentText.permille(text)) }
        if text.isDecimal { throw Complaint("\(text) has no unit; write \(text)% or \(text)s") }
        guard text.last.map({ "smhd".contains($0) }) ?? false else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        return .time(try DurationText.seconds(text))
    }

    /// When it is in a lease.
    func seconds(of lease: UInt32) -> UInt64 {
        switch self {
        case .part(let permille): UInt64(lease) * UInt64(permille) / 1000
        case .time(let seconds): UInt64(seconds)
        }
    }

    /// Writes the seconds, or the part and no seconds.
    func set(_ time: inout UInt32?, _ part: inout Int) {
        switch self {
        case .part(let permille): (time, part) = (nil, permille)
        case .time(let seconds): time = seconds
        }
    }

    var description: String {
        switch self {
        case .part(let permille): PercentText.text(permille)
        case .time(let seconds): DurationText.text(seconds)
        }
    }
}
