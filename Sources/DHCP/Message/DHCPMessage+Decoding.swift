extension DHCPMessage {
    /// Octets before the options: header and magic cookie.
    static let headerCount = 240
    /// 99.130.83.99 (RFC 2131 section 3).
    static let cookie: UInt32 = 0x6382_5363
    /// The largest UDP payload over IPv4: 65,535 less the two headers.
    static let maximumCount = 65_507

    /// Decodes one datagram.
    ///
    /// Pads may stand anywhere, End may be missing, and octets behind End are kept and not read. Options in `file` and
    /// `sname` are found when option 52 says so; the two fields are then empty. Throws `DHCPDecodingError` for a
    /// datagram that is not DHCP or BOOTP with options, and for an option that runs past the end of its field; offsets
    /// count from the beginning of the datagram.
    public init(decoding octets: [UInt8]) throws(DHCPDecodingError) {
        try self.init(decoding: octets.span.bytes)
    }

    /// Decodes one datagram, as the initialiser for an array does.
    @inlinable
    public init(decoding datagram: RawSpan) throws(DHCPDecodingError) {
        self = try decodeMessage(datagram)
    }

    /// Does the work, in a place of its own: see ``decodeMessage(_:)``.
    @inline(__always)
    fileprivate init(reading datagram: RawSpan) throws(DHCPDecodingError) {
        let count = datagram.byteCount
        guard count >= Self.headerCount else { throw DHCPDecodingError(.truncatedHeader, offset: count) }
        guard count <= Self.maximumCount else { throw DHCPDecodingError(.tooLong, offset: Self.maximumCount) }
        guard datagram.load32(236) == Self.cookie else { throw DHCPDecodingError(.missingCookie, offset: 236) }
        guard let op = Operation(rawValue: datagram.load8(0)) else {
            throw DHCPDecodingError(.invalidOperation, offset: 0)
        }
        let hlen = datagram.load8(2)
        guard hlen <= 16 else { throw DHCPDecodingError(.invalidHardwareLength, offset: 2) }

        let main = try FieldScan(datagram, Self.headerCount..<count)
        var overload: UInt8 = 0
        if main.isPlain {
            options = DHCPOptions(
                storage: datagram.octets(in: Self.headerCount..<count),
                fields: .init(
                    end: main.end - Self.headerCount, count: count - Self.headerCount, overload: 0, look: .plain,
                    codes: main.codes))
        } else {
            options = try DHCPOptions(indexing: datagram)
            if case .fields(let fields) = options.layout { overload = fields.overload }
        }

        self.op = op
        htype = HardwareType(rawValue: datagram.load8(1))
        self.hlen = hlen
        hops = datagram.load8(3)
        xid = datagram.load32(4)
        secs = datagram.load16(8)
        flags = datagram.load16(10)
        ciaddr = IPv4Address(bitPattern: datagram.load32(12))
        yiaddr = IPv4Address(bitPattern: datagram.load32(16))
        siaddr = IPv4Address(bitPattern: datagram.load32(20))
        giaddr = IPv4Address(bitPattern: datagram.load32(24))
        chaddr = Octets16(high: datagram.load64(28), low: datagram.load64(36))
        sname = overload & 2 != 0 ? .init() : FixedField(datagram, 44..<108)
        file = overload & 1 != 0 ? .init() : FixedField(datagram, 108..<236)
    }
}

/// Decodes one datagram.
///
/// Not an initialiser: of one the compiler makes two, of which the first copies what the second made, a twelfth of the time.
@usableFromInline
func decodeMessage(_ datagram: RawSpan) throws(DHCPDecodingError) -> DHCPMessage {
    try DHCPMessage(reading: datagram)
}

extension DHCPOptions {
    /// Reads options that may be many, divided, or in several fields; apart, as few messages have such.
    @inline(never)
    fileprivate init(indexing datagram: RawSpan) throws(DHCPDecodingError) {
        let count = datagram.byteCount - DHCPMessage.headerCount
        var index = OptionIndex(datagramCount: datagram.byteCount)
        var fields = [DHCPMessage.headerCount..<datagram.byteCount]
        let (end, overload) = try index.add(datagram, fields[0], at: 0)
        if overload & 1 != 0 { fields.append(108..<236) }
        if overload & 2 != 0 { fields.append(44..<108) }
        var place = count
        for field in fields.dropFirst() {
            _ = try index.add(datagram, field, at: place)
            place += field.count
        }
        let (storage, look) = index.storage(datagram, fields)
        self.init(
            storage: storage,
            fields: .init(end: end - DHCPMessage.headerCount, count: count, overload: overload, look: look))
    }
}

/// What one walk through the options field finds, as long as the options are few, different and stand one after another.
///
/// After it every length is known to stay inside the field.
private struct FieldScan {
    /// Where the options end.
    var end: Int
    /// Which codes stand there, each at the bit of its number modulo 64.
    var codes: UInt64 = 0
    /// Whether nothing else was found; if it was, the walk ended there and says nothing else.
    ///
    /// Codes 64 apart share a bit, so it may be denied in vain. Option 52 is never plain.
    var isPlain = true

    @inline(never)
    init(_ datagram: RawSpan, _ field: Range<Int>) throws(DHCPDecodingError) {
        var room = OptionIndex.mostWalked
        var cursor = OptionCursor(field, hasLayout: true)
        while let option = cursor.nextWithoutPads(in: datagram) {
            let bit = UInt64(1) &<< UInt64(option.code)
            room &-= 1
            if codes & bit != 0 || room < 0 || option.code == DHCPOptionCode.overload.rawValue {
                isPlain = false
                break
            }
            codes |= bit
        }
        end = cursor.index
        if cursor.isAtPad(in: datagram) { isPlain = false }
        if isPlain { try cursor.requireWhole(in: datagram) }
    }
}

extension OptionCursor {
    /// Throws when the walk ended before an option that runs past the last octet.
    @inline(__always)
    func requireWhole(in datagram: RawSpan) throws(DHCPDecodingError) {
        if index < end, datagram.load8(index) != DHCPOptionCode.end.rawValue { throw truncation(in: datagram) }
    }

    @inline(never)
    private func truncation(in datagram: RawSpan) -> DHCPDecodingError {
        DHCPDecodingError(
            .truncatedOption, offset: index, option: DHCPOptionCode(rawValue: datagram.load8(index)))
    }
}

extension FixedField {
    /// Takes the octets of a whole field of a datagram that is long enough.
    @inline(__always)
    fileprivate init(_ datagram: RawSpan, _ range: Range<Int>) {
        if datagram.isZero(range) {
            self.init()
        } else {
            self.init(trimming: datagram.octets(in: range))
        }
    }
}
