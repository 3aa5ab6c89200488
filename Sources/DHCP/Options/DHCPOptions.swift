/// The options of a message, in the order of the wire, in one piece of storage (RFC 2131 section 3, RFC 2132).
///
/// Octets and order are never lost: what was decoded is encoded again octet for octet, padding included, until it is
/// changed. A look-up scans the storage; it joins what a client split (RFC 3396) and reads options that stand in the
/// `file` and `sname` fields (option overload) as if they stood here.
///
/// ```swift
/// message.options[.router]                      // [IPv4Address]?
/// message.options[.leaseTime] = 3600
/// message.options[raw: 224] = [1, 2, 3]
/// try message.options.value(for: .router)       // says why a value is malformed
/// ```
///
/// A new option goes where the RFCs want it: 53 first, 82 last, all others between them in the order in which they
/// are set. A value of more than 255 octets is split into several options of its code.
public struct DHCPOptions: Sendable {
    /// Options as they stand on the wire; `layout` says how the octets are divided.
    @usableFromInline
    var storage: [UInt8]
    @usableFromInline
    var layout: Layout

    /// How `storage` is divided.
    @usableFromInline
    enum Layout: Sendable {
        /// Options one after another and nothing else; End and padding are added when they are encoded.
        case composed
        /// The octets of the fields themselves: the options field, then `file` and `sname` when they hold options.
        case fields(Fields)
    }

    /// The division of a storage that holds whole fields.
    @usableFromInline
    struct Fields: Sendable {
        /// Where the options of the options field end: its End, or its last octet when it has none.
        @usableFromInline var end: Int32
        /// How long the options field is, End and padding included.
        @usableFromInline var count: Int32
        /// Which other fields follow, as option 52 numbers them: 1 `file`, 2 `sname`, 3 both.
        @usableFromInline var overload: UInt8
        /// How an option is looked for.
        @usableFromInline var look: Look
        /// Which codes a plain field may have: the bit of a code is its number modulo 64.
        ///
        /// Most look-ups are for options that are not there, and end here.
        @usableFromInline var codes: UInt64

        init(end: Int, count: Int, overload: UInt8, look: Look, codes: UInt64 = .max) {
            self.end = Int32(end)
            self.count = Int32(count)
            self.overload = overload
            self.look = look
            self.codes = codes
        }

        /// How many octets all fields take together.
        var octetCount: Int {
            Int(count) + (overload & 1 != 0 ? fileCount : 0) + (overload & 2 != 0 ? snameCount : 0)
        }
    }

    /// How an option is looked for in fields.
    @usableFromInline
    enum Look: UInt8, Sendable {
        /// Few options stand one after another, each once and without pads between them: step from one to the next, and end
        /// with the first that fits.
        case plain
        /// There may be all else: walk through all fields.
        case walked
        /// There may be all else, and behind the fields stands an index.
        case indexed
    }

    static let fileCount = 128
    static let snameCount = 64

    /// No options.
    @inlinable
    public init() {
        storage = []
        layout = .composed
    }

    init(storage: [UInt8], fields: Fields) {
        self.storage = storage
        layout = .fields(fields)
    }

    /// No options, with room for `octets` octets of them.
    package init(minimumCapacity octets: Int) {
        self.init()
        storage.reserveCapacity(octets)
    }

    /// Whether there is no option.
    public var isEmpty: Bool { !contains { _ in true } }

    /// Whether there is an option of this code.
    @inlinable
    public func contains(_ code: DHCPOptionCode) -> Bool {
        firstRange(of: code) != nil
    }

    /// The value of an option as octets, joined when it came in several parts; `nil` when there is none.
    ///
    /// Setting a value keeps the option's place. Setting `nil` removes every part. Pad (0) and End (255) are not
    /// options: they read as `nil` and setting them does nothing. Setting 52 does nothing either; it is layout, which a
    /// decoded message has as it came and any change removes.
    public subscript(raw code: DHCPOptionCode) -> [UInt8]? {
        get {
            guard let range = firstRange(of: code) else { return nil }
            if range.isWhole { return Array(storage[range.start..<range.end]) }
            var joined: [UInt8]?
            for option in self where option.code == code { joined.append(option.octets) }
            return joined
        }
        set {
            if let newValue {
                set(code) { $0.write(contentsOf: newValue) }
            } else {
                remove(code)
            }
        }
    }

    /// The typed value of an option; `nil` when there is none or its value is malformed.
    ///
    /// Setting `nil` removes the option.
    @inlinable
    public subscript<Value: DHCPOptionValue>(key: DHCPOptionKey<Value>) -> Value? {
        get { try? value(for: key) }
        set {
            if let newValue {
                set(key.code) { newValue.encode(into: &$0) }
            } else {
                remove(key.code)
            }
        }
    }

    /// The typed value of an option; `nil` when there is none.
    ///
    /// Throws `DHCPDecodingError` when the value is malformed, with the option and the octet inside the value.
    @inlinable
    public func value<Value: DHCPOptionValue>(for key: DHCPOptionKey<Value>) throws(DHCPDecodingError) -> Value? {
        guard let range = firstRange(of: key.code) else { return nil }
        do throws(DHCPDecodingError) {
            if range.isWhole {
                return try Value(decoding: storage.span.bytes.extracting(range.start..<range.end))
            }
            return try joinedValue(for: key)
        } catch {
            throw error.within(key.code)
        }
    }

    /// A value that came in parts; apart from the usual look-up, which it would make longer.
    @usableFromInline @inline(never)
    func joinedValue<Value: DHCPOptionValue>(for key: DHCPOptionKey<Value>) throws(DHCPDecodingError) -> Value {
        let joined = self[raw: key.code] ?? []
        return try Value(decoding: joined.span.bytes)
    }

    /// Removes every option of this code.
    public mutating func remove(_ code: DHCPOptionCode) {
        guard contains(code) else { return }
        compose()
        storage = Self.copy(of: self) { $0 != code }
    }
}

// MARK: - Changing

extension DHCPOptions {
    /// Sets the option of `code` to what `write` writes.
    @usableFromInline
    mutating func set(_ code: DHCPOptionCode, _ write: (inout DHCPOptionWriter) -> Void) {
        guard code != .pad, code != .end, code != .overload else { return }
        compose()
        let place = placeForSetting(code)
        let end = storage.count
        append(code, write)
        if place.lowerBound == end { return }
        let added = Array(storage[end...])
        storage.removeSubrange(end...)
        storage.replaceSubrange(place, with: added)
    }

    /// Appends an option without looking whether there is one of its code; within ``changeBeforeLast(_:)``.
    mutating func append(_ code: DHCPOptionCode, _ write: (inout DHCPOptionWriter) -> Void) {
        let start = storage.count
        var octets: [UInt8] = []
        swap(&octets, &storage)
        var writer = DHCPOptionWriter(octets: octets)
        octets = []
        writer.write(code.rawValue)
        writer.write(UInt8(0))
        write(&writer)
        swap(&storage, &writer.octets)
        let count = storage.count - start - OptionCursor.headerCount
        if count <= [UInt8].longestValue {
            storage[start + 1] = UInt8(truncatingIfNeeded: count)
        } else {
            split(code, at: start)
        }
    }

    /// Divides the value at the end of the storage.
    @usableFromInline
    mutating func split(_ code: DHCPOptionCode, at start: Int) {
        let value = Array(storage[(start + OptionCursor.headerCount)...])
        storage.removeSubrange(start...)
        storage.append(option: code.rawValue, value[...])
    }

    /// Where options one after another have the first part of `code`, how many they have, and where the last option stands.
    private func parts(of code: DHCPOptionCode) -> (first: Range<Int>?, count: Int, last: Int?) {
        var first: Range<Int>?
        var parts = 0
        var last: Int?
        let octets = storage.span.bytes
        var cursor = OptionCursor(0..<octets.byteCount, hasLayout: false, isChecked: true)
        while let option = cursor.next(in: octets) {
            if option.code == code.rawValue {
                parts += 1
                first = first ?? option.whole
            }
            if option.code == Self.last.rawValue { last = last ?? option.offset }
        }
        return (first, parts, last)
    }

    /// What a new value of `code` replaces, after all parts but the first were removed; empty where there is none.
    private mutating func placeForSetting(_ code: DHCPOptionCode) -> Range<Int> {
        let (first, parts, last) = parts(of: code)
        if let first, parts > 1 {
            let head = Self.copy(of: self, in: 0..<first.lowerBound) { _ in true }
            storage = head + Self.copy(of: self, in: first.lowerBound..<storage.count) { $0 != code }
            return head.count..<head.count
        }
        if let first { return first }
        if code == .messageType { return 0..<0 }
        let place = code == Self.last ? storage.count : last ?? storage.count
        return place..<place
    }

    /// The option behind which nothing may stand (RFC 3046 section 2.1).
    package static var last: DHCPOptionCode { .relayAgentInformation }

    /// Makes a change that appends options, and keeps the last one last.
    mutating func changeBeforeLast(_ change: (inout DHCPOptions) -> Void) {
        compose()
        let value = self[raw: Self.last]
        remove(Self.last)
        change(&self)
        self[raw: Self.last] = value
    }

    /// Turns fields into options one after another: without padding, End and option 52, which are layout.
    mutating func compose() {
        guard case .fields = layout else { return }
        storage = Self.copy(of: self) { $0 != .overload }
        layout = .composed
    }

    /// Whether options stand in one of the named fields.
    func occupies(file: Bool, sname: Bool) -> Bool {
        guard case .fields(let fields) = layout else { return false }
        return (file && fields.overload & 1 != 0) || (sname && fields.overload & 2 != 0)
    }

    /// The options that `isIncluded` names, one after another.
    private static func copy(
        of options: DHCPOptions, in range: Range<Int>? = nil, where isIncluded: (DHCPOptionCode) -> Bool
    ) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(options.storage.count)
        options.forEach { option in
            if range?.contains(option.start) ?? true, isIncluded(option.code) {
                kept.append(contentsOf: options.storage[option.start..<option.end])
            }
        }
        return kept
    }
}

// MARK: - Reading

/// One option as it stands on the wire, or one part of an option that was split.
public struct DHCPOption: Hashable, Sendable {
    /// Which option this is.
    public let code: DHCPOptionCode
    /// Its value.
    public let octets: ArraySlice<UInt8>

    /// Where the option begins in the storage it was read from: its code.
    var start: Int { octets.startIndex - OptionCursor.headerCount }
    /// Where it ends.
    var end: Int { octets.endIndex }

    /// Equality is by code and octets.
    public static func == (left: DHCPOption, right: DHCPOption) -> Bool {
        left.code == right.code && left.octets == right.octets
    }
}

extension DHCPOptions: Sequence {
    /// Goes through the options in the order of the wire; parts of a split option come one by one.
    public struct Iterator: IteratorProtocol {
        let options: DHCPOptions
        var segments: [Range<Int>]
        var cursor: OptionCursor

        init(_ options: DHCPOptions) {
            self.options = options
            segments = options.segments.reversed()
            cursor = OptionCursor(segments.last ?? 0..<0, hasLayout: true)
        }

        /// The next option.
        public mutating func next() -> DHCPOption? {
            var cursor = cursor
            defer { self.cursor = cursor }
            while !segments.isEmpty {
                if let option = cursor.next(in: options.storage.span.bytes) {
                    return DHCPOption(
                        code: DHCPOptionCode(rawValue: option.code), octets: options.storage[option.value])
                }
                segments.removeLast()
                cursor = OptionCursor(segments.last ?? 0..<0, hasLayout: true)
            }
            return nil
        }
    }

    /// The options in the order of the wire.
    public func makeIterator() -> Iterator { Iterator(self) }

    /// The parts of the storage in which options stand: the options field, `file`, `sname` (RFC 2132 section 9.3).
    var segments: [Range<Int>] {
        switch layout {
        case .composed:
            return [0..<storage.count]
        case .fields(let fields):
            var segments = [0..<Int(fields.end)]
            var start = Int(fields.count)
            if fields.overload & 1 != 0 {
                segments.append(start..<start + Self.fileCount)
                start += Self.fileCount
            }
            if fields.overload & 2 != 0 { segments.append(start..<start + Self.snameCount) }
            return segments
        }
    }

    /// Which codes there are.
    var codeSet: CodeSet {
        guard case .composed = layout else { return CodeSet(codes) }
        var set = CodeSet()
        var cursor = OptionCursor(0..<storage.count, hasLayout: false, isChecked: true)
        while let option = cursor.next(in: storage.span.bytes) { set.insert(option.code) }
        return set
    }

    /// The codes of the options, each once, in the order in which they first appear.
    public var codes: [DHCPOptionCode] {
        var codes: [DHCPOptionCode] = []
        var seen = CodeSet()
        for option in self where seen.insert(option.code) { codes.append(option.code) }
        return codes
    }
}

extension DHCPOptions: Hashable {
    /// Whether both have the same options with the same octets in the same order.
    ///
    /// Padding, End and overload (52) are layout, not content, and are not compared.
    public static func == (left: DHCPOptions, right: DHCPOptions) -> Bool {
        left.lazy.filter { $0.code != .overload }.elementsEqual(right.lazy.filter { $0.code != .overload })
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        for option in self where option.code != .overload { hasher.combine(option) }
    }
}
