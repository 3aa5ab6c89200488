import DHCP

/// The configured options that a client gets, in its order, ready to be copied.
struct OptionBlock: Sendable {
    let octets: [UInt8]
    /// Where T1 stands, with T2 behind it; `nil` when they are not told.
    let timesOffset: Int?

    /// Composes what `requested` asks for; all there is when that is `nil`.
    ///
    /// With `tellsUnasked` also what goes out to everybody.
    init(of scope: OptionScope, requested: [UInt8]?, hasTerm: Bool, tellsUnasked: Bool = true) {
        let order = Self.order(of: scope, requested, hasTerm, tellsUnasked)
        (octets, timesOffset) = scope.template.compose(order)
    }

    /// The codes of what is told, in the order in which it is told; 58 stands for both times.
    private static func order(
        of scope: OptionScope, _ requested: [UInt8]?, _ hasTerm: Bool, _ tellsUnasked: Bool
    ) -> [UInt8] {
        let (renewal, rebinding) = (DHCPOptionCode.renewalTime.rawValue, DHCPOptionCode.rebindingTime.rawValue)
        let (mask, router) = (DHCPOptionCode.subnetMask.rawValue, DHCPOptionCode.router.rawValue)
        var due = scope.template.present
        // Whoever does not ask for 108 could not live without an address (RFC 8925 section 3.3).
        if requested == nil { due.remove(.ipv6OnlyPreferred) }
        // Whoever asks for 249 gets 121 where nothing else is configured.
        due.insert(.microsoftClasslessStaticRoute)
        if hasTerm { due.insert(.renewalTime) }
        if hasTerm { due.insert(.rebindingTime) }
        let told = due.takeEach(requested ?? scope.template.codes.map(\.rawValue))
        var order: [UInt8] = []
        order.reserveCapacity(told.count + scope.always.count + 2)
        // The mask goes before the routers, wherever the client lists it (RFC 2132 section 3.3), and to those too that
        // do not: without it they would guess by the class of their address, and every server sends it.
        if due.take(mask) { order.append(mask) }
        var (isMaskDue, areTimesDue) = (order.isEmpty, hasTerm)
        for code in told {
            switch code {
            case renewal, rebinding:
                if areTimesDue { order.append(renewal) }
                areTimesDue = false
            case mask, router:
                if isMaskDue { order.append(mask) }
                isMaskDue = false
                if code == router { order.append(router) }
            default: order.append(code)
            }
        }
        if areTimesDue, requested == nil || scope.times.differFromClientDefaults { order.append(renewal) }
        due.remove(.renewalTime)
        if requested == nil || !tellsUnasked { return order }
        for code in scope.always where due.take(code) { order.append(code.rawValue) }
        return order
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
        let place = Self.slot(of: Self.hash(requested, key.hash))
        if let entry = entries[place], key.isEqual(to: entry), let known = entry.terms.requested,
            Self.areEqual(known, requested)
        {
            return entry
        }
        return enter(key, requested.octets, place)
    }

    /// The same for who has no list.
    private mutating func entryWithoutList(for key: Key) -> Entry {
        let place = Self.slot(of: key.hash)
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

    private static func slot(of hash: UInt) -> Int { Int((hash ^ hash >> 32) % UInt(placeCount)) }

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
