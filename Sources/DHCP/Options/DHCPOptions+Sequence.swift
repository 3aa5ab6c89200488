extension DHCPOptions {
    /// Reads options that stand one after another, as ``sequence`` gives them.
    ///
    /// What runs past the end is left out, and so is all behind it.
    public init(sequence octets: [UInt8]) {
        self.init(minimumCapacity: octets.count)
        var cursor = OptionCursor(0..<octets.count, hasLayout: false)
        while cursor.next(in: octets.span.bytes) != nil {}
        storage.append(contentsOf: octets[..<cursor.index])
    }

    /// Takes options that stand one after another, each within the octets: what a builder wrote itself.
    package init(composed octets: [UInt8]) {
        self.init()
        storage = octets
    }

    /// Gives the memory of options that a builder wrote, to write others in; there are none left then.
    package mutating func takeStorage() -> [UInt8] {
        guard case .composed = layout else { return [] }
        var octets: [UInt8] = []
        swap(&octets, &storage)
        return octets
    }

    /// The options one after another: code, length, value; without padding, End and field overload.
    public var sequence: [UInt8] {
        if case .composed = layout, !contains(.overload) { return storage }
        var octets: [UInt8] = []
        for option in self where option.code != .overload {
            octets.append(option: option.code.rawValue, option.octets)
        }
        return octets
    }
}
