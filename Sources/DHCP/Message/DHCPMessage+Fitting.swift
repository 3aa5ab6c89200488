extension DHCPMessage {
    /// Options that a reply is worth nothing without, in the options field and never left out.
    private static let essential: Set<DHCPOptionCode> = [
        .messageType, .serverIdentifier, .leaseTime, .subnetMask, .message, .clientIdentifier, .relayAgentInformation,
        .subnetSelection, .rapidCommit,
    ]

    /// Brings the message down to `limit` octets of UDP payload, as the client's option 57 asks.
    ///
    /// Nothing changes when it fits. Otherwise options move into `file` and `sname` where those are empty (option
    /// overload, RFC 2132 section 9.3), one over 255 octets also in parts (RFC 3396 section 5). What still does not
    /// fit is left out, whole options only: those in `wanted` find room first, in its order, then the others. 53, 54, 51,
    /// 1, 56, 61, 80, 82 and 118 always stay, so a message of those alone may be longer than `limit`. A limit below 300
    /// counts as 300.
    ///
    /// - Parameters:
    ///   - limit: What the client takes; see `MaximumMessageSize.payloadCount`.
    ///   - wanted: The client's parameter request list.
    /// - Returns: The codes that were left out.
    @discardableResult
    public mutating func fit(into limit: Int, wanted: [DHCPOptionCode] = []) -> [DHCPOptionCode] {
        let limit = max(limit, Self.minimumCount)
        if encodedCount <= limit { return [] }
        options.compose()
        let all = options
        let optional = Self.droppable(all.codes, wanted: wanted)
        var dropped = Set(optional)
        options = all.without(dropped)
        // The most wanted first; one that is too long leaves its room to smaller ones behind it.
        for code in optional {
            dropped.remove(code)
            if let layout = layout(of: all.without(dropped), limit: limit) {
                options = layout
            } else {
                dropped.insert(code)
            }
        }
        return optional.reversed().filter(dropped.contains)
    }

    /// How options stand in a message of `limit` octets; `nil` when they do not fit.
    private func layout(of options: DHCPOptions, limit: Int) -> DHCPOptions? {
        Self.headerCount + options.storage.count + 1 <= limit ? options : overloaded(options, limit: limit)
    }

    /// The codes that may be left out, the first to go last.
    private static func droppable(_ codes: [DHCPOptionCode], wanted: [DHCPOptionCode]) -> [DHCPOptionCode] {
        let optional = codes.filter { !essential.contains($0) }
        let inOrder = wanted.reduce(into: [DHCPOptionCode]()) { kept, code in
            if optional.contains(code), !kept.contains(code) { kept.append(code) }
        }
        return inOrder + optional.filter { !inOrder.contains($0) }
    }

    /// The options divided over the options field and the empty ones of `file` and `sname`; `nil` when they do not fit.
    private func overloaded(_ options: DHCPOptions, limit: Int) -> DHCPOptions? {
        // Three octets for option 52, one for each End.
        let room = limit - Self.headerCount - 4
        var main = options.map { (code: $0.code, octets: options.storage[$0.start..<$0.end]) }
        var count = options.storage.count
        var moved: [[UInt8]] = [[], []]
        let rooms = [file.isEmpty ? DHCPOptions.fileCount - 1 : 0, sname.isEmpty ? DHCPOptions.snameCount - 1 : 0]
        // Large ones first: small ones find room in what is left.
        for option in main.sorted(by: { $0.octets.count > $1.octets.count }) where count > room {
            // The parts of a split option stay together, for readers that join one field only.
            guard !Self.essential.contains(option.code), main.count(where: { $0.code == option.code }) == 1,
                let field = [0, 1].first(where: { moved[$0].count + option.octets.count <= rooms[$0] })
            else { continue }
            moved[field] += option.octets
            count -= option.octets.count
            main.removeAll { $0.code == option.code }
        }
        if count > room, !divideLongest(of: &main, &moved, room: room, rooms: rooms) { return nil }
        let overload: UInt8 = (moved[0].isEmpty ? 0 : 1) | (moved[1].isEmpty ? 0 : 2)
        // Many small parts of a value may have found room as a few large ones.
        if overload == 0 { return DHCPOptions(composed: main.flatMap(\.octets)) }
        let place = main.first?.code == .messageType ? 1 : 0
        main.insert((.overload, [DHCPOptionCode.overload.rawValue, 1, overload]), at: place)
        return DHCPOptions(main: main.flatMap(\.octets), moved: moved, overload: overload)
    }

    /// Divides the longest option over the fields, in the order in which readers join them: the options field, `file`,
    /// `sname` (RFC 3396 section 5).
    ///
    /// Only for one over 255 octets, whose reader has to join parts in any case; of a shorter one most clients would
    /// take a part for the whole. Gives `false`, and changes nothing, when that is not enough.
    private func divideLongest(
        of main: inout [(code: DHCPOptionCode, octets: ArraySlice<UInt8>)], _ moved: inout [[UInt8]], room: Int,
        rooms: [Int]
    ) -> Bool {
        let counts = Dictionary(grouping: main, by: \.code).mapValues { $0.reduce(0) { $0 + $1.octets.count } }
        let longest = counts.filter { !Self.essential.contains($0.key) }
            .max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
        guard let longest, longest.value > 2 + 255, let place = main.firstIndex(where: { $0.code == longest.key })
        else { return false }
        var rest = main.filter { $0.code == longest.key }.flatMap { $0.octets.dropFirst(2) }[...]
        let others = main.filter { $0.code != longest.key }
        var parts = [[UInt8]()] + moved
        let spaces = [
            room - others.reduce(0) { $0 + $1.octets.count }, rooms[0] - moved[0].count, rooms[1] - moved[1].count,
        ]
        for (field, space) in spaces.enumerated() {
            var space = space
            while space > 2, !rest.isEmpty {
                let part = rest.prefix(min(space - 2, 255))
                parts[field] += [longest.key.rawValue, UInt8(part.count)] + part
                rest = rest.dropFirst(part.count)
                space -= part.count + 2
            }
        }
        guard rest.isEmpty, !parts[0].isEmpty else { return false }
        main = others
        main.insert((longest.key, parts[0][...]), at: min(place, others.count))
        moved = Array(parts[1...])
        return true
    }
}

extension DHCPOptions {
    /// The same without the options of these codes.
    fileprivate func without(_ codes: Set<DHCPOptionCode>) -> DHCPOptions {
        codes.reduce(into: self) { $0.remove($1) }
    }

    /// Lays out fields: the options field with End and padding, then those of `file` and `sname` that hold options.
    fileprivate init(main: [UInt8], moved: [[UInt8]], overload: UInt8) {
        let count = Swift.max(main.count + 1, DHCPMessage.minimumCount - DHCPMessage.headerCount)
        var storage = Self.field(main, count: count)
        if overload & 1 != 0 { storage += Self.field(moved[0], count: Self.fileCount) }
        if overload & 2 != 0 { storage += Self.field(moved[1], count: Self.snameCount) }
        self.init(storage: storage, fields: .init(end: main.count, count: count, overload: overload, isPlain: false))
    }

    private static func field(_ options: [UInt8], count: Int) -> [UInt8] {
        options + [DHCPOptionCode.end.rawValue] + [UInt8](repeating: 0, count: count - options.count - 1)
    }
}
