/// The mappings with known keys that a file consists of.
///
/// `MappingReader` knows an unknown key by this table, and `ConfigurationSchema` describes the file by it.
enum Section: String, CaseIterable, Sendable {
    case root
    case included
    case server
    case store
    case etcd
    case cluster
    case admin
    case adminTLS = "admin-tls"
    case history
    case log
    case watch
    case explain
    case defaults
    case conflictCheck = "conflict-check"
    case leaseQuery = "leasequery"
    case limits
    case optionDefinition = "option-definition"
    case sharedNetwork = "shared-network"
    case subnet
    case pool
    case reservation
    case clientClass = "class"
    case match
    case optionMatch = "option-match"
    case subOptionMatch = "sub-option-match"
    case boot
    case bootProfile = "boot-profile"

    /// One key of a section.
    struct Entry: Sendable {
        let key: ConfigurationKey
        let shape: ValueShape
        /// What it means, in one line.
        let meaning: String
        /// What holds without it, as a file would write it; `nil` when nothing does.
        let fallback: String?

        init(_ key: ConfigurationKey, _ shape: ValueShape, _ meaning: String, default fallback: String? = nil) {
            self.key = key
            self.shape = shape
            self.meaning = meaning
            self.fallback = fallback
        }
    }

    /// What stands in messages when something else stands there.
    var expected: String {
        switch self {
        case .root: "a mapping with keys such as subnets"
        case .included: "a mapping with keys such as reservations"
        case .server: "a mapping such as { listen: 0.0.0.0:67 }"
        case .store: "a mapping such as { path: leases.sqlite }"
        case .etcd: "a mapping such as { endpoints: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379] }"
        case .cluster: "a mapping such as { name: kr1 }"
        case .admin: "a mapping such as { listen: 127.0.0.1:8067 }"
        case .adminTLS: "a mapping such as { certificate: /etc/dhcp/admin.pem, key: /etc/dhcp/admin-key.pem }"
        case .history: "a mapping such as { keep: 90d }"
        case .log: "a mapping such as { leases: false }"
        case .watch: "a mapping such as { other-servers: 10m }"
        case .explain: "a mapping such as { memory: 64MiB }"
        case .defaults: "a mapping such as { lease-time: 12h }"
        case .conflictCheck: "a mapping such as { arp: true, ping: false, timeout: 500ms }"
        case .leaseQuery: "a mapping such as { allow: [10.0.0.2] }"
        case .limits: "a mapping such as { offers-per-relay: 1000 }"
        case .optionDefinition: "a definition such as { code: 224, name: rack, type: string }"
        case .sharedNetwork: "a link such as { name: campus, options: { domain-name: lab.example } }"
        case .subnet: "a subnet such as { subnet: 10.0.0.0/16, pools: [10.0.1.0-10.0.9.255] }"
        case .pool: "a pool such as { range: 10.0.10.0/24 }"
        case .reservation: "a reservation such as { hw-address: \"00:11:22:33:44:55\", address: 10.0.0.10 }"
        case .clientClass: "a class such as { name: pxe, match: { vendor-class: \"PXEClient*\" } }"
        case .match: "a mapping such as { vendor-class: \"PXEClient*\" }"
        case .optionMatch: "a mapping such as { code: 60, prefix: docsis }"
        case .subOptionMatch: "a mapping such as { option: 82, code: 9, equals: { hex: \"0a0b\" } }"
        case .boot: "a mapping such as { profiles: [{ architecture: bios, file: undionly.kpxe }] }"
        case .bootProfile: "a profile such as { architecture: bios, file: undionly.kpxe }"
        }
    }

    /// The keys without which a section says nothing.
    var required: [ConfigurationKey] {
        switch self {
        case .root: [.subnets]
        case .etcd: [.endpoints]
        case .adminTLS: [.certificate, .key]
        case .sharedNetwork: [.name]
        case .subOptionMatch: [.option]
        case .subnet: [.subnet]
        case .pool: [.range]
        case .clientClass: [.name, .match]
        case .optionDefinition: [.code, .name, .type]
        case .optionMatch: [.code]
        case .boot: [.profiles]
        case .included, .server, .store, .cluster, .admin, .history, .log, .watch, .explain, .defaults,
            .conflictCheck, .leaseQuery, .limits, .reservation, .match, .bootProfile:
            []
        }
    }

    /// The keys, each with its meaning.
    var entries: [Entry] { ownEntries + [Self.commentEntry] }

    /// Whether a mapping with known keys stands behind a key, or a list of them.
    func hasMappings(at key: ConfigurationKey) -> Bool {
        switch entries.first(where: { $0.key == key })?.shape {
        case .section, .list(.section): true
        default: false
        }
    }

    private var ownEntries: [Entry] {
        switch self {
        case .root: Self.rootEntries
        case .included: Self.includedEntries
        case .server: Self.serverEntries
        case .store: Self.storeEntries
        case .etcd: Self.etcdEntries
        case .cluster: Self.clusterEntries
        case .admin: Self.adminEntries
        case .adminTLS: Self.adminTLSEntries
        case .history: Self.historyEntries
        case .log:
            [
                Entry(
                    .leases, .boolean, "Whether leases that begin, move and end are logged at level info.",
                    default: "true")
            ]
        case .watch: Self.watchEntries
        case .explain:
            [
                Entry(
                    .memory, .size, "How much memory what became of each client's last messages may take; 0 for none.",
                    default: SizeText.text(ExplainSettings.defaultMemory))
            ]
        case .defaults: Self.leaseTimeEntries + Self.otherTimeEntries
        case .conflictCheck: Self.conflictCheckEntries
        case .leaseQuery: [Entry(.allow, .list(.addressOrPrefix), "Who may ask for the leases of others.")]
        case .limits: Self.limitEntries
        case .optionDefinition: Self.optionDefinitionEntries
        case .sharedNetwork: Self.sharedNetworkEntries
        case .subnet: Self.subnetEntries
        case .pool: Self.poolEntries
        case .reservation: Self.reservationEntries
        case .clientClass: Self.classEntries
        case .match: Self.matchEntries
        case .optionMatch: Self.optionMatchEntries
        case .subOptionMatch: Self.subOptionMatchEntries
        case .boot: Self.bootEntries
        case .bootProfile: Self.bootProfileEntries
        }
    }

    private static let keysOfSections = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, Set($0.entries.map(\.key.rawValue))) })

    /// Whether a key is one's own, for anchors and programs: those of the root that begin with `x-`.
    func isOwnKey(_ name: String) -> Bool { (self == .root || self == .included) && name.hasPrefix("x-") }

    /// The keys as a file writes them.
    var keys: Set<String> { Self.keysOfSections[self] ?? [] }
}
