extension DHCPMessage {
    /// IP and UDP headers, which option 57 counts and a datagram's payload does not.
    private static let packetHeaders = 28

    /// The largest payload a client takes: what its option 57 says, at least 576 octets less the headers of the packet
    /// (RFC 2131 section 2, RFC 2132 section 9.10).
    public static func maximumPayload(forMessageSize size: UInt16?) -> Int {
        min(max(Int(size ?? 576), 576), maximumCount) - packetHeaders
    }

    /// Makes the message fit into `limit` octets, and says which options found no room.
    ///
    /// Options that do not fit into the options field go into `file` and `sname` where these are empty (RFC 2132
    /// section 9.3). The codes in `priority` find room first, in their order, after those that every reply needs
    /// (53, 54, 51, 82, 61, 1, 58, 59, 56); all others come last. Option 82 never leaves the options field
    /// (RFC 3046 section 2.2). A value is kept whole or left out.
    public mutating func fit(into limit: Int, priority: [DHCPOptionCode]) -> [DHCPOptionCode] {
        if case .composed = options.layout, Self.headerCount + options.storage.count + 1 <= limit { return [] }
        if case .fields = options.layout, encodedCount <= limit { return [] }
        options.compose()
        var packing = OptionPacking(
            mainRoom: limit - Self.headerCount, fileIsFree: file.isEmpty, snameIsFree: sname.isEmpty)
        let dropped = packing.place(options, priority: priority)
        options = packing.packed(minimumMain: Self.minimumCount - Self.headerCount)
        return dropped
    }
}

/// The distribution of options over the options field, `file` and `sname`.
private struct OptionPacking {
    private enum Field { case main, file, sname }
    private struct Item {
        let code: DHCPOptionCode
        var octets: [UInt8]
        var field: Field?
    }

    /// What every reply needs, most needed first.
    private static let essential: [DHCPOptionCode] = [
        .messageType, .serverIdentifier, .leaseTime, .relayAgentInformation, .clientIdentifier, .subnetMask,
        .renewalTime, .rebindingTime, .message,
    ]

    private var items: [Item] = []
    private var mainRoom: Int
    private var fileRoom: Int
    private var snameRoom: Int

    init(mainRoom: Int, fileIsFree: Bool, snameIsFree: Bool) {
        // Each field needs its End; the options field also option 52.
        self.mainRoom = mainRoom - 1 - 3
        fileRoom = fileIsFree ? DHCPOptions.fileCount - 1 : 0
        snameRoom = snameIsFree ? DHCPOptions.snameCount - 1 : 0
    }

    mutating func place(_ options: DHCPOptions, priority: [DHCPOptionCode]) -> [DHCPOptionCode] {
        for option in options {
            let octets = [option.code.rawValue, UInt8(option.octets.count)] + option.octets
            if let index = items.firstIndex(where: { $0.code == option.code }) {
                items[index].octets += octets
            } else {
                items.append(Item(code: option.code, octets: octets))
            }
        }
        var dropped: [DHCPOptionCode] = []
        var placed: Set<DHCPOptionCode> = []
        for code in Self.essential + priority + items.map(\.code) where placed.insert(code).inserted {
            guard let index = items.firstIndex(where: { $0.code == code }) else { continue }
            items[index].field = field(for: items[index])
            if items[index].field == nil { dropped.append(code) }
        }
        return dropped
    }

    /// Takes room for an item in the first field that has it.
    private mutating func field(for item: Item) -> Field? {
        let count = item.octets.count
        if count <= mainRoom {
            mainRoom -= count
            return .main
        }
        if item.code == .relayAgentInformation { return nil }
        if count <= fileRoom {
            fileRoom -= count
            return .file
        }
        if count <= snameRoom {
            snameRoom -= count
            return .sname
        }
        return nil
    }

    /// The options with their layout; option 52 stands behind option 53.
    func packed(minimumMain: Int) -> DHCPOptions {
        let file = octets(in: .file)
        let sname = octets(in: .sname)
        let overload: UInt8 = (file.isEmpty ? 0 : 1) | (sname.isEmpty ? 0 : 2)
        let overloadOption = overload == 0 ? [] : [DHCPOptionCode.overload.rawValue, 1, overload]
        let inMain = items.filter { $0.field == .main }
        let first = inMain.prefix { $0.code == .messageType }
        var main = first.flatMap(\.octets) + overloadOption + inMain.dropFirst(first.count).flatMap(\.octets)
        let end = main.count
        main.append(DHCPOptionCode.end.rawValue)
        main += Array(repeating: 0, count: max(minimumMain - main.count, 0))
        let fields = DHCPOptions.Fields(end: Int32(end), count: Int32(main.count), overload: overload)
        var storage = main
        if !file.isEmpty { storage += Self.filled(file, to: DHCPOptions.fileCount) }
        if !sname.isEmpty { storage += Self.filled(sname, to: DHCPOptions.snameCount) }
        return DHCPOptions(storage: storage, fields: fields)
    }

    private func octets(in field: Field) -> [UInt8] {
        items.filter { $0.field == field }.flatMap(\.octets)
    }

    private static func filled(_ octets: [UInt8], to count: Int) -> [UInt8] {
        octets + [DHCPOptionCode.end.rawValue] + Array(repeating: 0, count: count - octets.count - 1)
    }
}
