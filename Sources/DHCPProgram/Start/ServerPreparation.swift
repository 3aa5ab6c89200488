import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging

/// A server that starts, before it runs: on the only thread there is, as whoever started it, and then as its own user.
struct ServerPreparation: Sendable {
    let configuration: ServerConfiguration
    /// The interfaces as they were at the start.
    let report: InterfaceReport
    let transportConfiguration: UDPTransport.Configuration
    /// The sockets that were opened while root's rights were there.
    let sockets: EarlySockets?
    let givesUpRights: Bool
    /// Where leases are kept, in words.
    let place: String
    /// The file of the leases; `nil` for leases elsewhere.
    var storePath: String? {
        if own == nil, case .file(let path) = storage.settings { path } else { nil }
    }
    private let own: (any LeaseStore)?
    /// Whether the program has a store of its own.
    var hasOwnStore: Bool { own != nil }
    private let storage: LeaseStorage
    /// What etcd wants to see, which was read while root's rights were there.
    private let access: EtcdAccess?
    /// Where it is administered.
    let administration: Administrability
    /// What is risky about the configuration.
    private let diagnostics: [ConfigurationDiagnostic]
    /// What keeps some clients from being served.
    private let warning: String?
    /// What became of root's rights.
    private let remarks: [PrivilegeSurrender.Remark]

    /// Reads the configuration and, as root who gives its rights up, opens sockets and becomes the server's user.
    init(
        _ source: CompleteServer.Configuration, store: CompleteServer.Store, givesUpRights: Bool, isAdministrable: Bool
    ) throws {
        self.givesUpRights = givesUpRights
        (configuration, diagnostics) = try source.read(checksUser: givesUpRights)
        switch store {
        case .configured:
            own = nil
            storage = LeaseStorage(configuration, file: source.file)
        case .file(let path):
            own = nil
            storage = LeaseStorage(option: path, settings: configuration.store, file: source.file)
        case .own(let store):
            own = store
            storage = LeaseStorage(option: nil, settings: .memory, file: nil)
        }
        access = try storage.access()
        place = own == nil ? storage.words : "a store of the program's own"
        let settings = configuration.server
        // Whether sockets can be opened is seen later; here is looked at what else keeps clients from being served.
        report = InterfaceReport(
            statuses: settings.interfaces.map { InterfaceStatus(name: $0, state: .listening) },
            interfaces: try NetworkInterface.all())
        let reachability = Reachability(leases: configuration.leases, named: settings.interfaces, report: report)
        if let problem = reachability.problem { throw CompleteServerError(.unreachable, problem) }
        warning = reachability.warning
        transportConfiguration = UDPTransport.Configuration(
            listen: settings.listen, interfaces: settings.interfaces, waitsForInterfaces: true,
            segmentationOffload: settings.segmentationOffload.transport)
        administration = try Administrability(
            configuration.admin, storage, file: source.file, opensSockets: isAdministrable)
        guard givesUpRights else {
            (sockets, remarks) = (nil, [])
            return
        }
        var surrender = PrivilegeSurrender(named: settings.user, storage: storage, configuration: source.file)
        sockets = surrender.isDue ? try EarlySockets(transportConfiguration) : nil
        try surrender.run(giving: administration.sockets)
        remarks = surrender.remarks
    }

    /// Logs what was found, which had to wait until there may be other threads.
    func tell(_ logger: Logger) {
        for diagnostic in diagnostics { logger.warning("\(diagnostic)") }
        if let warning { logger.warning("\(warning)") }
        if let warning = administration.sockets?.warning { logger.warning("\(warning)") }
        for remark in remarks { logger.log(level: remark.level, "\(remark.message)", metadata: remark.metadata) }
    }

    /// Opens the store.
    ///
    /// Throws ``CompleteServerError`` with cause and cure.
    func store(_ logger: Logger) throws -> any LeaseStore {
        try own ?? storage.open(logger, access, history: configuration.history)
    }
}

extension SegmentationOffload {
    /// What the transport calls it.
    fileprivate var transport: UDPTransport.SegmentationOffload {
        switch self {
        case .auto: .automatic
        case .always: .always
        case .never: .never
        }
    }
}
