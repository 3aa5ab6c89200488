import DHCP

/// The configured options that a client gets, in its order, ready to be copied.
struct OptionBlock: Sendable {
    var octets: [UInt8] = []
    /// Where T1 stands, with T2 behind it; `nil` when they are not told.
    var timesOffset: Int?

    /// Composes what `requested` asks for; all there is when that is `nil`.
    init(of scope: OptionScope, requested: [DHCPOptionCode]?, hasTerm: Bool) {
        // Whoever does not ask for 108 could not live without an address (RFC 8925 section 3.3).
        let codes = requested ?? scope.template.codes.filter { $0 != .ipv6OnlyPreferred }
        let asksForTimes = requested.map { $0.contains(.renewalTime) || $0.contains(.rebindingTime) } ?? false
        let tellsTimes = hasTerm && (requested == nil || scope.times.differFromClientDefaults || asksForTimes)
        // The mask goes before the routers, wherever the client lists it (RFC 2132 section 3.3), and to those too that
        // do not: without it they would guess by the class of their address, and every server sends it.
        var maskIsDue = true
        if !codes.contains(.subnetMask) {
            scope.template.append(.subnetMask, to: &octets)
            maskIsDue = false
        }
        var seen: Set<DHCPOptionCode> = []
        for code in codes where seen.insert(code).inserted {
            if maskIsDue && (code == .subnetMask || code == .router) {
                scope.template.append(.subnetMask, to: &octets)
                maskIsDue = false
            }
            if tellsTimes, timesOffset == nil, code == .renewalTime || code == .rebindingTime { appendTimes() }
            if code != .subnetMask { scope.template.append(code, to: &octets) }
        }
        if tellsTimes, timesOffset == nil { appendTimes() }
    }

    /// Leaves room for T1 and T2.
    private mutating func appendTimes() {
        timesOffset = octets.count
        for code in [DHCPOptionCode.renewalTime, .rebindingTime] { octets += [code.rawValue, 4, 0, 0, 0, 0] }
    }
}

/// Blocks that were composed before, by scope and request list.
///
/// It has a fixed number of places; a block whose place is taken drives the other out.
struct OptionBlockCache: Sendable {
    private static let placeCount = 256

    private final class Entry: Sendable {
        let scope: OptionScope
        let requested: [UInt8]
        let hasTerm: Bool
        let block: OptionBlock

        init(scope: OptionScope, requested: [UInt8], hasTerm: Bool, block: OptionBlock) {
            self.scope = scope
            self.requested = requested
            self.hasTerm = hasTerm
            self.block = block
        }
    }

    private var entries = [Entry?](repeating: nil, count: placeCount)

    /// The options of `scope` that the sender of `message` asks for (option 55).
    mutating func block(of scope: OptionScope, for message: DHCPMessage, hasTerm: Bool) -> OptionBlock {
        message.options.withValue(of: .parameterRequestList) { requested in
            let place = Self.place(scope, requested, hasTerm)
            if let entry = entries[place], entry.scope === scope, entry.hasTerm == hasTerm,
                Self.areEqual(entry.requested, requested)
            {
                return entry.block
            }
            let octets = requested.octets
            let block = OptionBlock(
                of: scope, requested: octets.map { DHCPOptionCode(rawValue: $0) }, hasTerm: hasTerm)
            entries[place] = Entry(scope: scope, requested: octets, hasTerm: hasTerm, block: block)
            return block
        } ?? OptionBlock(of: scope, requested: nil, hasTerm: hasTerm)
    }

    private static func place(_ scope: OptionScope, _ requested: RawSpan, _ hasTerm: Bool) -> Int {
        // Where the scope stands in memory is no secret here, and costs less than a hash of it.
        var hash = UInt(bitPattern: ObjectIdentifier(scope)) >> 4 &+ (hasTerm ? 1 : 0)
        for offset in 0..<requested.byteCount {
            hash = (hash ^ UInt(requested.octet(at: offset))) &* 0x0000_0100_0000_01B3
        }
        return Int((hash ^ hash >> 32) % UInt(placeCount))
    }

    private static func areEqual(_ left: [UInt8], _ right: RawSpan) -> Bool {
        guard left.count == right.byteCount else { return false }
        for offset in 0..<left.count where left[offset] != right.octet(at: offset) { return false }
        return true
    }
}
