import DHCP

/// The configured options that a client gets, in its order, ready to be copied.
struct OptionBlock: Sendable {
    var octets: [UInt8] = []
    /// Where T1 stands, with T2 behind it; `nil` when they are not told.
    var timesOffset: Int?

    /// Composes what `requested` asks for; all there is when that is `nil`.
    ///
    /// With `tellsUnasked` also what goes out to everybody.
    init(of scope: OptionScope, requested: [UInt8]?, hasTerm: Bool, tellsUnasked: Bool = true) {
        var due = scope.template.present
        // Whoever does not ask for 108 could not live without an address (RFC 8925 section 3.3).
        if requested == nil { due.remove(.ipv6OnlyPreferred) }
        let codes = requested ?? scope.template.codes.map(\.rawValue)
        let asked = Asked(codes)
        let tellsTimes =
            hasTerm && (requested == nil || scope.times.differFromClientDefaults || asked.times)
        octets.reserveCapacity(min(scope.template.octetCount, codes.count * 64) + 16)
        // The mask goes before the routers, wherever the client lists it (RFC 2132 section 3.3), and to those too that
        // do not: without it they would guess by the class of their address, and every server sends it.
        if !asked.mask, due.take(.subnetMask) { scope.template.append(.subnetMask, to: &octets) }
        // Whoever asks for 249 gets 121 where nothing else is configured.
        due.insert(.microsoftClasslessStaticRoute)
        if tellsTimes { due.insert(.renewalTime) }
        if tellsTimes { due.insert(.rebindingTime) }
        for number in codes where due.take(number) {
            let code = DHCPOptionCode(rawValue: number)
            if code == .renewalTime || code == .rebindingTime {
                if timesOffset == nil { appendTimes() }
                continue
            }
            if code == .router, due.take(.subnetMask) { scope.template.append(.subnetMask, to: &octets) }
            scope.template.append(code, to: &octets)
        }
        if tellsTimes, timesOffset == nil { appendTimes() }
        if requested == nil || !tellsUnasked { return }
        for code in scope.always where due.take(code) {
            scope.template.append(code, to: &octets)
        }
    }

    /// What a list asks for that stands in a place of its own.
    private struct Asked {
        var mask = false
        var times = false

        /// Looks at each octet without a branch: a list from a stranger is in no order that a processor could foresee.
        init(_ codes: [UInt8]) {
            var (masks, times) = (UInt8(0), UInt8(0))
            for code in codes {
                masks |= code == DHCPOptionCode.subnetMask.rawValue ? 1 : 0
                times |= code & 0xFE == DHCPOptionCode.renewalTime.rawValue ? 1 : 0
            }
            (mask, self.times) = (masks != 0, times != 0)
        }
    }

    /// Leaves room for T1 and T2.
    private mutating func appendTimes() {
        timesOffset = octets.count
        for code in [DHCPOptionCode.renewalTime, .rebindingTime] { octets += [code.rawValue, 4, 0, 0, 0, 0] }
    }
}

/// Blocks that were composed before, by what decides about them.
///
/// It has a fixed number of places; a block whose place is taken drives the other out.
struct OptionBlockCache: Sendable {
    private static let placeCount = 256

    /// A block and what decides about it.
    final class Entry: Sendable {
        let terms: OfferTerms
        let hasTerm: Bool
        let block: OptionBlock

        init(_ terms: OfferTerms, _ scope: OptionScope, hasTerm: Bool) {
            self.terms = terms
            self.hasTerm = hasTerm
            block = OptionBlock(
                of: scope, requested: terms.requested, hasTerm: hasTerm)
        }
    }

    /// What decides, as it stands in a message and perhaps in an OFFER before it.
    private struct Key {
        let scope: OptionScope
        let classes: ClassSet
        let limit: Int
        let boot: BootClient?
        let hasTerm: Bool

        func isEqual(to entry: Entry) -> Bool {
            entry.terms.scope === scope && entry.hasTerm == hasTerm && entry.terms.limit == limit
                && entry.terms.boot == boot && entry.terms.classes == classes
        }

        /// Where the scope stands in memory is no secret here, and costs less than a hash of it.
        var hash: UInt {
            var hash = UInt(bitPattern: ObjectIdentifier(scope)) >> 4 &+ (hasTerm ? 1 : 0) &+ UInt(limit) &* 31
            if let boot { hash ^= UInt(boot.architecture.rawValue) << 8 &+ UInt(boot.program.hashNumber) }
            return hash
        }
    }

    private var entries = [Entry?](repeating: nil, count: placeCount)

    /// The options of `scope` for the client of a message, who was made the offer of these terms before.
    ///
    /// What the message itself says about the list of options and the size of replies goes before what the offer said.
    mutating func entry(
        of scope: OptionScope, to exchange: borrowing Exchange, offered: OfferTerms?, hasTerm: Bool
    ) -> Entry {
        let message = exchange.request.message
        var limit = exchange.replyLimit
        if let offered, exchange.speaker.isKnown, !message.options.contains(.maximumMessageSize) {
            limit = offered.limit
        }
        let key = Key(
            scope: scope, classes: offered?.classes ?? exchange.classes, limit: limit,
            boot: offered == nil ? scope.bootClient(of: message) : offered?.boot, hasTerm: hasTerm)
        if let entry = message.withRequestedOptions({ entry(for: key, $0) }) { return entry }
        if let requested = offered?.requested { return entry(for: key, requested.span.bytes) }
        return entryWithoutList(for: key)
    }

    private mutating func entry(for key: Key, _ requested: borrowing RawSpan) -> Entry {
        let place = Self.place(Self.hash(requested, key.hash))
        if let entry = entries[place], key.isEqual(to: entry), let known = entry.terms.requested,
            Self.areEqual(known, requested)
        {
            return entry
        }
        return enter(key, requested.octets, place)
    }

    /// The same for who has no list.
    private mutating func entryWithoutList(for key: Key) -> Entry {
        let place = Self.place(key.hash)
        if let entry = entries[place], key.isEqual(to: entry), entry.terms.requested == nil { return entry }
        return enter(key, nil, place)
    }

    private mutating func enter(_ key: Key, _ requested: [UInt8]?, _ place: Int) -> Entry {
        let terms = OfferTerms(
            scope: key.scope, classes: key.classes, requested: requested, limit: key.limit, boot: key.boot)
        let entry = Entry(terms, key.scope, hasTerm: key.hasTerm)
        entries[place] = entry
        return entry
    }

    /// Eight octets at a time, as a list can be long.
    private static func hash(_ octets: borrowing RawSpan, _ start: UInt) -> UInt {
        var hash = start
        var offset = 0
        while offset + 8 <= octets.byteCount {
            hash = (hash ^ octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            offset += 8
        }
        while offset < octets.byteCount {
            hash = (hash ^ UInt(octets.octet(at: offset))) &* 0x0000_0100_0000_01B3
            offset += 1
        }
        return hash
    }

    private static func place(_ hash: UInt) -> Int { Int((hash ^ hash >> 32) % UInt(placeCount)) }

    private static func areEqual(_ left: [UInt8], _ right: borrowing RawSpan) -> Bool {
        guard left.count == right.byteCount else { return false }
        for offset in 0..<left.count where left[offset] != right.octet(at: offset) { return false }
        return true
    }
}

extension BootClient.Program {
    fileprivate var hashNumber: UInt8 {
        switch self {
        case .pxe: 1
        case .http: 2
        case .ipxe: 3
        }
    }
}

extension DHCPMessage {
    /// A list has one octet for each code, so one that is longer than an option repeats codes; what is behind that is
    /// not read.
    private static let longestList = 255

    /// Gives `body` the list of options that the sender wants (option 55); `nil` when it has none, or an empty one.
    func withRequestedOptions<Result>(_ body: (RawSpan) -> Result) -> Result? {
        let result = options.withValue(of: .parameterRequestList) { list -> Result? in
            list.isEmpty ? nil : body(list.extracting(first: Self.longestList))
        }
        return result ?? nil
    }

    /// The list of options that the sender wants (option 55); `nil` when it has none, or an empty one.
    var requestedOptions: [DHCPOptionCode]? {
        withRequestedOptions { list in list.octets.map { DHCPOptionCode(rawValue: $0) } }
    }
}
