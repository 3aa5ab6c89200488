public import DHCP
public import DHCPLeases

/// All that a DHCP server is told: where it listens, where it keeps leases, and what it serves.
///
/// ```swift
/// let (configuration, warnings) = try ServerConfiguration.load("campus.yaml")
/// for warning in warnings { print(warning) }
/// ```
///
/// What the engine needs stands in ``leases`` and nowhere else: `identifier`, `authoritative`, `client-port` and
/// `replies` of a file's `server` section are its `identifier`, `isAuthoritative` and `addressing`.
public struct ServerConfiguration: Hashable, Sendable {
    /// Where the server listens.
    public var server: ServerSettings
    /// Where leases are kept.
    public var store: StoreSettings
    /// How the server stands to others that share its leases; without effect where nobody shares them.
    public var cluster: MemberSettings
    /// How the server is administered while it runs.
    public var admin: AdminSettings
    /// Which history of the leases is kept; without effect where they are in memory.
    public var history: HistorySettings
    /// What is logged.
    public var log: LogSettings
    /// What the server looks after besides its clients.
    public var watch: WatchSettings
    /// What is remembered for those who ask why.
    public var explain: ExplainSettings
    /// What is served: subnets, options, times, and how the server behaves.
    public var leases: LeaseConfiguration

    /// Makes a configuration.
    public init(
        server: ServerSettings = ServerSettings(), store: StoreSettings = .file(StoreSettings.defaultPath),
        cluster: MemberSettings = MemberSettings(), leases: LeaseConfiguration, log: LogSettings = LogSettings(),
        admin: AdminSettings = AdminSettings(), watch: WatchSettings = WatchSettings(),
        explain: ExplainSettings = ExplainSettings(),
        history: HistorySettings = HistorySettings()
    ) {
        self.server = server
        self.log = log
        self.admin = admin
        self.watch = watch
        self.explain = explain
        self.history = history
        self.store = store
        self.cluster = cluster
        self.leases = leases
    }
}

/// Where a server listens, and as whom it runs.
public struct ServerSettings: Hashable, Sendable {
    /// The interfaces to serve; empty for all that have an address in a configured subnet.
    public var interfaces: [String]
    /// The address and port to bind.
    public var listen: DHCPEndpoint
    /// The user, by name or number, as whom a server goes on that root starts; `nil` for one that needs no more rights.
    public var user: String?
    /// When replies to one relay that leave together are divided by the kernel or the network card.
    public var segmentationOffload: SegmentationOffload

    /// The port that needs no privilege, so that a first try works for everybody.
    public static let defaultListen = DHCPEndpoint(.any, port: 6767)

    /// Makes settings.
    public init(
        interfaces: [String] = [], listen: DHCPEndpoint = Self.defaultListen,
        segmentationOffload: SegmentationOffload = .auto, user: String? = nil
    ) {
        self.interfaces = interfaces
        self.listen = listen
        self.user = user
        self.segmentationOffload = segmentationOffload
    }
}

/// When replies to one relay are joined, for the kernel or the network card to divide, in the words of a file.
public enum SegmentationOffload: String, CaseIterable, Sendable {
    /// Where nobody on the network sees it.
    case auto
    /// At every interface.
    case always
    /// Nowhere.
    case never
}

/// What is logged.
public struct LogSettings: Hashable, Sendable {
    /// Whether leases that begin, move and end are logged at level info, up to 200 in a minute.
    public var leases: Bool

    /// Makes settings.
    public init(leases: Bool = true) {
        self.leases = leases
    }
}

/// What a server remembers for those who ask why a client was answered as it was.
public struct ExplainSettings: Hashable, Sendable {
    /// How much memory what became of each client's last messages may take, in octets; 0 remembers nothing.
    public var memory: Int

    /// 64 MiB: the last messages of some 30,000 clients.
    public static let defaultMemory = 64 << 20

    /// Makes settings.
    public init(memory: Int = Self.defaultMemory) {
        self.memory = memory
    }
}
