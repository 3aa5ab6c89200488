import DHCP

/// What somebody means by a key that its section does not have.
enum MeantKey {
    /// Another key of the section, which is read in its place.
    case key(ConfigurationKey)
    /// Something that is said elsewhere or otherwise, in words.
    case advice(String)
    /// Nobody knows.
    case unknown

    /// Looks at what other servers call it, at slips of the pen, and at what stands elsewhere.
    init(_ word: String, in section: Section, _ reading: Reading) {
        let plain = word.lowercased().replacing("_", with: "-")
        if let key = ForeignWords.keys[section]?[plain] ?? ForeignWords.commonKeys[plain],
            section.keys.contains(key.rawValue)
        {
            self = .key(key)
        } else if let advice = ForeignWords.advice[section]?[plain] ?? ForeignWords.commonAdvice[plain] {
            self = .advice(advice)
        } else if let near = reading.nearest(to: word, among: section.entries.map(\.key.rawValue)),
            let key = ConfigurationKey(rawValue: near)
        {
            self = .key(key)
        } else if section.keys.contains(ConfigurationKey.options.rawValue),
            let code = DHCPOptionDefinition(name: plain)?.code, ServerManagedOptions.reason(code) == nil
        {
            self = .advice("this is an option; write it as in options: { \(plain): … }")
        } else if let owners = Self.owners(of: plain) {
            self = .advice("it belongs in \(owners)")
        } else {
            self = .unknown
        }
    }

    /// What stands behind "unknown key".
    var words: String {
        switch self {
        case .key(let key): "; did you mean \(key.rawValue)?"
        case .advice(let advice): "; \(advice)"
        case .unknown: ""
        }
    }

    /// The sections that have a key, as a sentence names them; `nil` for none, and for words that mean too much.
    private static func owners(of word: String) -> String? {
        let owners = Section.allCases.filter { $0 != .included && $0.keys.contains(word) }.map(\.place)
        guard (1...6).contains(owners.count), let last = owners.last else { return nil }
        return owners.count == 1 ? last : "\(owners.dropLast().joined(separator: ", ")) or \(last)"
    }
}

extension Section {
    /// Where the section stands, for sentences.
    fileprivate var place: String {
        switch self {
        case .root: "the file itself, without indentation"
        case .included: "an included file"
        case .server, .store, .cluster, .admin, .history, .log, .watch, .explain, .defaults, .conflictCheck,
            .leaseQuery, .limits, .boot, .match:
            rawValue
        case .etcd: "store.etcd"
        case .adminTLS: "admin.tls"
        case .optionDefinition: "one of option-definitions"
        case .subnet: "one of subnets"
        case .pool: "one of pools"
        case .reservation: "one of reservations"
        case .clientClass: "one of classes"
        case .optionMatch: "option of a match"
        case .subOptionMatch: "sub-option of a match"
        case .sharedNetwork: "one of shared-networks"
        case .bootProfile: "one of profiles"
        }
    }
}
