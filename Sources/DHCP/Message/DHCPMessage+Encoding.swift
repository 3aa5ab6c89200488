extension DHCPMessage {
    /// The smallest message that is sent: BOOTP's 300 octets, which some relays and clients insist on (RFC 1542
    /// section 2.1, RFC 951 section 3).
    package static let minimumCount = 300

    /// How many octets the encoded message takes.
    public var encodedCount: Int {
        switch options.layout {
        case .composed: max(Self.headerCount + options.storage.count + 1, Self.minimumCount)
        case .fields(let fields): Self.headerCount + Int(fields.count)
        }
    }

    /// Encodes the message.
    ///
    /// What was decoded and not changed gives the datagram it was decoded from. Otherwise options stand in their
    /// order, End follows, and zeros up to 300 octets in all.
    public func encode() -> [UInt8] {
        let count = encodedCount
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            written = encode(into: UnsafeMutableRawBufferPointer(buffer)) ?? 0
        }
    }

    /// Encodes the message into the beginning of `buffer` and returns how many octets that took.
    ///
    /// Gives `nil`, and writes nothing, when `buffer` has fewer than `encodedCount` octets.
    public func encode(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let count = encodedCount
        guard buffer.count >= count, let base = buffer.baseAddress else { return nil }
        encodeHeader(to: base)
        options.storage.withUnsafeBytes { storage in
            guard let source = storage.baseAddress else { return }
            switch options.layout {
            case .composed:
                (base + Self.headerCount).copyMemory(from: source, byteCount: storage.count)
            case .fields(let fields):
                (base + Self.headerCount).copyMemory(from: source, byteCount: Int(fields.count))
                var next = source + Int(fields.count)
                if fields.overload & 1 != 0 {
                    (base + 108).copyMemory(from: next, byteCount: 128)
                    next += 128
                }
                if fields.overload & 2 != 0 { (base + 44).copyMemory(from: next, byteCount: 64) }
            }
        }
        if case .composed = options.layout {
            let end = Self.headerCount + options.storage.count
            base.storeBytes(of: DHCPOptionCode.end.rawValue, toByteOffset: end, as: UInt8.self)
            (base + end + 1).initializeMemory(as: UInt8.self, repeating: 0, count: count - end - 1)
        }
        return count
    }

    /// Writes the 240 octets in front of the options.
    private func encodeHeader(to base: UnsafeMutableRawPointer) {
        base.storeBytes(of: op.rawValue, toByteOffset: 0, as: UInt8.self)
        base.storeBytes(of: htype.rawValue, toByteOffset: 1, as: UInt8.self)
        base.storeBytes(of: hlen, toByteOffset: 2, as: UInt8.self)
        base.storeBytes(of: hops, toByteOffset: 3, as: UInt8.self)
        base.storeBytes(of: xid.bigEndian, toByteOffset: 4, as: UInt32.self)
        base.storeBytes(of: secs.bigEndian, toByteOffset: 8, as: UInt16.self)
        base.storeBytes(of: flags.bigEndian, toByteOffset: 10, as: UInt16.self)
        base.storeBytes(of: ciaddr.bitPattern.bigEndian, toByteOffset: 12, as: UInt32.self)
        base.storeBytes(of: yiaddr.bitPattern.bigEndian, toByteOffset: 16, as: UInt32.self)
        base.storeBytes(of: siaddr.bitPattern.bigEndian, toByteOffset: 20, as: UInt32.self)
        base.storeBytes(of: giaddr.bitPattern.bigEndian, toByteOffset: 24, as: UInt32.self)
        base.storeBytes(of: chaddr.high.bigEndian, toByteOffset: 28, as: UInt64.self)
        base.storeBytes(of: chaddr.low.bigEndian, toByteOffset: 36, as: UInt64.self)
        sname.write(to: base + 44)
        file.write(to: base + 108)
        base.storeBytes(of: Self.cookie.bigEndian, toByteOffset: 236, as: UInt32.self)
    }
}

extension FixedField {
    /// Writes the field with the zeros that fill it.
    func write(to base: UnsafeMutableRawPointer) {
        base.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
        if octets.isEmpty { return }
        octets.withUnsafeBytes { base.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(base), byteCount: $0.count) }
    }
}
