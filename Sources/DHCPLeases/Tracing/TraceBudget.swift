package import DHCP

/// How many decisions of a second are written down with the way to them, so that this takes a known part of the
/// processor's time however many messages come.
///
/// Half of them may be of strangers; the rest is for clients with a lease or a reservation, whom nobody who invents
/// clients shall hide.
package struct TraceBudget: Sendable {
    /// Who may still have a trace in this second.
    package enum Room: Sendable {
        case none, forKnown, forAll
    }

    /// So many strangers of a second are looked up to find those who are none; more would cost too much.
    private static let lookUps = 8192

    private let perSecond: Int
    private var second: Int64 = .min
    private var left = 0
    private var lookUpsLeft = 0
    /// How many decisions were not written down.
    package private(set) var missedCount = 0

    /// Makes a budget; one of zero writes nothing down, and counts nothing.
    package init(perSecond: Int) {
        self.perSecond = perSecond
    }

    /// Who may have a trace now; for nobody the decision is counted as missed.
    @inline(__always)
    package mutating func room(at now: DHCPInstant) -> Room {
        if perSecond == 0 { return .none }
        let second = now.seconds
        if second != self.second { (self.second, left, lookUpsLeft) = (second, perSecond, Self.lookUps) }
        if left == 0 || lookUpsLeft == 0 {
            missedCount += 1
            return .none
        }
        return left * 2 > perSecond ? .forAll : .forKnown
    }

    /// One is written down.
    package mutating func take() { left -= 1 }

    /// One is not, as it is a stranger's.
    package mutating func miss() {
        missedCount += 1
        lookUpsLeft -= 1
    }
}
