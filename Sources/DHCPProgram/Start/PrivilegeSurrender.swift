import DHCPLinux
import DHCPServer
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How a server that root started becomes a user who may do no more than a server needs.
///
/// A user whom the configuration names is a condition: the server does not run otherwise. Where nobody is named, a network
/// is not to be without its server for where its files lie: then the number of root stays, without root's rights.
struct PrivilegeSurrender {
    private let named: HostUser?
    private let storage: LeaseStorage
    private let configuration: String?
    /// What is to be logged: later, since a log that nobody reads must hold nobody up, and that takes another thread.
    private(set) var remarks: [Remark] = []

    init(named name: String?, storage: LeaseStorage, configuration: String?) {
        named = name.flatMap { HostUser($0) }
        self.storage = storage
        self.configuration = configuration
    }

    /// A line of the log.
    struct Remark: Sendable {
        let level: Logger.Level
        let message: String
        var metadata: Logger.Metadata = [:]
    }

    /// Whether there is anything to give up.
    var isDue: Bool { Privileges.isRoot && named?.isRoot != true }

    /// Gives up what a server does not need, and gives `sockets` to the user that it becomes; no other thread may run.
    ///
    /// Throws ``CompleteServerError`` when that is refused.
    mutating func run(giving sockets: AdminSockets? = nil) throws {
        guard isDue else { return explainWhyNot() }
        let directory = try storage.directory()
        let user = try settle(directory)
        sockets?.give(to: user)
        do throws(SystemError) {
            try Privileges.giveUp(becoming: user)
        } catch {
            throw CompleteServerError(.privileges, "can not become the user \(user): \(error)", cause: error)
        }
        let isConfined = Privileges.confine(toWritingIn: directory, connectingTo: storage.ports)
        remark(
            .info, "root's rights are given up",
            metadata: [
                "user": "\(user)", "keeps": "\(Privileges.capabilities.joined(separator: ", "))",
                "writes": "\(isConfined ? directory?.path ?? "nothing" : "where the user may")",
            ])
        if let configuration, !Privileges.allowReading(configuration) {
            remark(
                .warning,
                "\(user) can not read the configuration, so it can not be read again: let the group \(user.group) read it"
            )
        }
    }

    private mutating func remark(_ level: Logger.Level, _ message: String, metadata: Logger.Metadata = [:]) {
        remarks.append(Remark(level: level, message: message, metadata: metadata))
    }

    private mutating func explainWhyNot() {
        if Privileges.isRoot {
            remark(.warning, "server.user is root: whoever finds a fault of this server can do all that root may")
        } else if let named, named.number != HostUser.current.number {
            remark(
                .notice,
                "server.user is \(named), and the server goes on as \(HostUser.current), who started it: only root can change that"
            )
        }
    }

    /// The user to become, who can keep the leases in their directory.
    private mutating func settle(_ directory: StateDirectory?) throws -> HostUser {
        let user = named ?? .standard(owner: directory?.leaseOwner)
        do {
            if !Privileges.mayChangeUser {
                throw CompleteServerError(
                    .privileges, "root may not change users here (a container without CAP_SETUID and CAP_SETGID)")
            }
            if let directory { try handOver(directory, to: user) }
            return user
        } catch let obstacle as CompleteServerError {
            if let named {
                throw CompleteServerError(
                    obstacle.code,
                    "server.user is \(named), and \(obstacle.description); keep the leases elsewhere (store.path), or name "
                        + "another user", cause: obstacle.cause)
            }
            remark(
                .warning,
                """
                the server stays root, though without root's rights: \(obstacle.description); keep the leases in a directory of their \
                own, as store: { path: \(LeaseStorage.stateDirectory)/leases.sqlite }
                """)
            let root = HostUser(number: 0)
            // Without root's rights it could not open what another user has, nor write in another's directory.
            if let directory {
                let isOthers = directory.owner != root.number && directory.handover(isUsable: false) == .ownership
                _ = try? directory.handOver(
                    isOthers ? .ownership : .nothing, to: root, recognized: LeaseStorage.isOfStore)
            }
            return root
        }
    }

    private mutating func handOver(_ directory: StateDirectory, to user: HostUser) throws {
        let isUsable = { Privileges.allow(user, R_OK | W_OK | X_OK, at: directory.path) }
        let cannot = CompleteServerError(.leases, "\(user) can not make files in \(directory.path)")
        guard isUsable() || Privileges.allow(user, X_OK, at: directory.parent),
            let handover = directory.handover(isUsable: isUsable())
        else { throw cannot }
        var given: GivenFiles
        do throws(SystemError) {
            given = try directory.handOver(handover, to: user, recognized: LeaseStorage.isOfStore)
        } catch {
            throw CompleteServerError(
                .leases, "\(directory.path) can not be handed over to \(user): \(error)", cause: error)
        }
        guard isUsable() else {
            given.takeBack()
            throw cannot
        }
        let metadata: Logger.Metadata = ["directory": "\(directory.path)", "user": "\(user)"]
        switch handover {
        case .nothing: break
        case .ownership:
            remark(.notice, "the directory of the leases belongs to the server's user now", metadata: metadata)
        case .sharing:
            remark(
                .notice, "the group of the server's user may make files in the directory of the leases now",
                metadata: metadata)
        }
    }
}
