import DHCP

extension MemberRecord {
    /// What a record of a store says; `nil` when it is none of a member.
    ///
    /// What it does not say is as in a new record; what this version does not know is passed over.
    public init?(_ record: StoreRecord) {
        guard record.kind == .member, let text = record.value.flatMap(RecordTextReader.read),
            let name = text["name"]?.string, let life: UInt64 = text["life"]?.integer()
        else { return nil }
        self.init(name: name, life: life)
        beat = text["beat"]?.integer() ?? 0
        identifiers = (text["identifiers"]?.list ?? []).prefix(Self.identifierLimit)
            .compactMap { $0.string.flatMap { IPv4Address($0) } }
        leaseTime = text["leaseTime"]?.integer() ?? 0
        revision = text["revision"]?.integer() ?? 0
        configuration = text["configuration"]?.string ?? ""
        version = text["version"]?.string ?? ""
        hasLeft = text["hasLeft"]?.boolean ?? false
    }

    /// The same as a record of a store.
    public var record: StoreRecord {
        let text = RecordText.object([
            ("name", .text(name)), ("life", .number("\(life)")), ("beat", .number("\(beat)")),
            ("identifiers", .list(identifiers.prefix(Self.identifierLimit).map { .text("\($0)") })),
            ("leaseTime", .number("\(leaseTime)")), ("revision", .number("\(revision)")),
            ("configuration", .text(configuration)), ("version", .text(version)), ("hasLeft", .boolean(hasLeft)),
        ])
        return StoreRecord(.member, key: Array(name.utf8), value: text.octets)
    }

    /// More addresses than this no server names itself by.
    static let identifierLimit = 256
}

extension ServedConfiguration {
    /// What a record of a store says; `nil` when it does not say what is served.
    public init?(_ record: StoreRecord) {
        guard record.kind == .cluster, record.key == Self.key, let text = record.value.flatMap(RecordTextReader.read),
            let generation: UInt64 = text["generation"]?.integer(), let digest = text["digest"]?.string
        else { return nil }
        let former = (text["former"]?.list ?? []).prefix(Self.formerLimit).compactMap(\.string)
        self.init(generation: generation, digest: digest, former: former)
    }

    /// The same as a record of a store.
    public var record: StoreRecord {
        let text = RecordText.object([
            ("generation", .number("\(generation)")), ("digest", .text(digest)),
            ("former", .list(former.map { .text($0) })),
        ])
        return StoreRecord(.cluster, key: Self.key, value: text.octets)
    }
}
