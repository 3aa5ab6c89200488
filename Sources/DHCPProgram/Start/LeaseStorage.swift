package import DHCPConfiguration
package import DHCPLeases
package import DHCPServer
import Foundation
package import Logging

#if SQLite
    import DHCPSQLite
#endif

/// Where a server and all commands find the leases: `--store`, else what the configuration says.
///
/// A path on the command line counts from the working directory. A relative path of a configuration counts from the
/// directory that systemd gives the service (`$STATE_DIRECTORY`), else from ``stateDirectory`` when the configuration lies
/// in `/etc`, else from the configuration's own directory. So the service and a person who runs a command for its
/// configuration mean the same file.
package struct LeaseStorage: Sendable {
    /// The place; a path is relative to the working directory, or absolute.
    package let settings: StoreSettings
    /// What has to be said of the place; `nil` when nothing has.
    package let warning: String?
    /// Whether the directory may be made, which is the service's own.
    private let isInStateDirectory: Bool
    /// Whether the command line names the file.
    package let isNamed: Bool
    /// Where a relative path of the configuration counts from; empty for the working directory, else it ends with a slash.
    private let base: String
    /// The member of a cluster whose history is kept here; `nil` where no leases are shared, and where no history is kept.
    private let member: String?

    /// The directory of the unit in `Examples`.
    package static let stateDirectory = "/var/lib/dhcp-server"

    /// Takes `option` as it was typed, and the configuration's `settings` and `file`; `member` is who keeps a history of what it
    /// commits, where servers share the leases.
    package init(
        option: String?, settings: StoreSettings, file: String?, member: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        var warning: String?
        var isInStateDirectory = false
        switch (option, settings) {
        case (let option?, _): self.settings = .file(option)
        case (nil, .memory): self.settings = .memory
        case (nil, .etcd(let etcd)):
            let directory = file.flatMap { Self.directory(of: $0) }
            self.settings = .etcd(etcd.mappingFiles { $0.hasPrefix("/") ? $0 : Self.join(directory, $0) })
            isInStateDirectory = environment["STATE_DIRECTORY"] != nil || file.map(Self.isOfSystem) ?? false
        case (nil, .file(let path)) where path.hasPrefix("/"): self.settings = .file(path)
        case (nil, .file(let path)):
            let beside = Self.join(file.flatMap { Self.directory(of: $0) }, path)
            if let directory = environment["STATE_DIRECTORY"]?.split(separator: ":").first {
                isInStateDirectory = true
                self.settings = .file(Self.join(String(directory), path))
            } else if let file, Self.isOfSystem(file) {
                let path = Self.join(Self.stateDirectory, path)
                isInStateDirectory = true
                // Where the leases are counts for more than where they should be: they are not to be forgotten.
                let isBeside = FileManager.default.fileExists(atPath: beside)
                let isThere = FileManager.default.fileExists(atPath: path)
                isInStateDirectory = isThere || !isBeside
                self.settings = .file(isInStateDirectory ? path : beside)
                if isBeside {
                    warning =
                        isThere
                        ? "\(beside) is not used, as there is \(path)"
                        : "\(beside) is used; the service looks for it in \(path), so move it there"
                }
            } else {
                self.settings = .file(beside)
            }
        }
        self.warning = warning
        self.isInStateDirectory = isInStateDirectory
        isNamed = option != nil
        base = Self.base(file, environment)
        self.member = self.settings.isShared ? member : nil
    }

    /// Takes a configuration, and `option` as it was typed.
    package init(_ configuration: ServerConfiguration, option: String? = nil, file: String?) {
        let member = configuration.cluster.settings(ofHost: HostName.current)?.name
        self.init(
            option: option, settings: configuration.store, file: file,
            member: configuration.history.isKept ? member : nil)
    }

    /// Whether a configuration is that of the system's service.
    private static func isOfSystem(_ file: String) -> Bool {
        guard let path = realpath(file, nil) else { return false }
        defer { free(path) }
        return String(cString: path).hasPrefix("/etc/")
    }

    private static func directory(of file: String) -> String? {
        guard let slash = file.lastIndex(of: "/") else { return nil }
        return String(file[...slash])
    }

    private static func join(_ directory: String?, _ path: String) -> String {
        guard let directory else { return path }
        return directory.hasSuffix("/") ? directory + path : directory + "/" + path
    }

    private static func base(_ file: String?, _ environment: [String: String]) -> String {
        if let directory = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return "\(directory)/" }
        if let file, isOfSystem(file) { return stateDirectory + "/" }
        return file.flatMap { directory(of: $0) } ?? ""
    }

    /// Where a file of the server's own is: beside the lease file, with its name and an ending, or `alone` where leases are in
    /// no file; `nil` where they are in memory and no configuration has a directory for it.
    package func path(besideLeases ending: String, alone name: String) -> String? {
        if case .file(let path) = settings { return path + ending }
        if case .memory = settings, base.isEmpty { return nil }
        return base + name
    }

    /// The file with a history: that of the leases, or of what a member of a cluster committed; `nil` where there is none.
    package var historyFile: String? {
        if case .file(let path) = settings { return path }
        return member.map { base + "history-\($0).sqlite" }
    }

    /// The place, for people.
    package var words: String {
        switch settings {
        case .memory: "memory"
        case .file(let path): path
        case .etcd(let etcd): "etcd at \(etcd.endpoints.joined(separator: ", ")), \(etcd.prefix)"
        }
    }

    /// The TCP ports of other hosts that are needed to reach it; with those of name servers, where names have to be looked up.
    var ports: [UInt16] {
        guard case .etcd(let etcd) = settings else { return [] }
        return etcd.endpoints.compactMap { $0.split(separator: ":").last.flatMap { UInt16($0) } } + [53]
    }

    /// The directory of the lease file, or of a member's history, which is one of leases or is not there yet; `nil` when there is none.
    ///
    /// Makes the service's own before. Throws ``CompleteServerError``, and nothing was changed, when the file is somebody else's.
    package func directory() throws -> StateDirectory? {
        guard let path = historyFile else { return nil }
        makeDirectory()
        do {
            let isOwn = isInStateDirectory && !path.split(separator: "/").contains("..")
            guard let directory = try StateDirectory(ofLeaseFile: path, isOwn: isOwn) else { return nil }
            try Self.check(directory)
            return directory
        } catch let error as RefusedLink {
            throw CompleteServerError(.leases, "\(error)", cause: error)
        }
    }

    /// Makes the service's directory when it is the place and is not there yet; readable for its owner alone.
    package func makeDirectory() {
        guard isInStateDirectory, historyFile?.hasPrefix(Self.stateDirectory) == true else { return }
        mkdir(Self.stateDirectory, 0o700)
    }
}

extension LeaseStorage {
    /// Opens the store for a server; `access` is what was read before root's rights were given up, and `history` what is
    /// recorded in a file from now on: that of the leases, or that of a member.
    ///
    /// Throws ``CompleteServerError`` with cause and cure.
    package func open(
        _ logger: Logger, _ access: EtcdAccess? = nil, history: HistorySettings? = nil
    ) throws -> any LeaseStore {
        switch settings {
        case .memory: return VolatileLeaseStore()
        case .file(let path):
            return try open(file: path, history, of: HostName.current, "leases are kept in a file", logger)
        case .etcd(let etcd):
            return try recording(history, open(etcd, try access ?? EtcdAccess(etcd), logger), logger)
        }
    }

    /// What etcd wants to see, read from its files; `nil` where leases are elsewhere.
    ///
    /// Throws ``CompleteServerError`` when one can not be read.
    func access() throws -> EtcdAccess? {
        if case .etcd(let etcd) = settings { try EtcdAccess(etcd) } else { nil }
    }

    /// What keeps the command from running, when it is the store.
    package static func failure(_ error: any Error) -> CompleteServerError? {
        if let error = error as? LeaseStoreWithoutQuorum {
            return CompleteServerError(.leases, "\(error)", cause: error)
        }
        return fileFailure(error) ?? etcdFailure(error)
    }
}

#if SQLite
    extension LeaseStorage {
        private func open(
            file path: String, _ history: HistorySettings?, of server: String, _ words: String, _ logger: Logger
        ) throws -> SQLiteLeaseStore {
            if let warning { logger.warning("\(warning)") }
            makeDirectory()
            do throws(LeaseStoreError) {
                let store = try SQLiteLeaseStore(path: path, history: history, server: server, logger: logger)
                logger.info("\(words)", metadata: ["store": "\(store.path)"])
                return store
            } catch {
                throw CompleteServerError(.leases, "\(error)", cause: error)
            }
        }

        /// A shared store with the history of a member, where one is kept.
        private func recording(
            _ history: HistorySettings?, _ store: any LeaseStore, _ logger: Logger
        ) throws -> any LeaseStore {
            guard let history, history.isKept, let member, let historyFile else { return store }
            let file: SQLiteLeaseStore
            do {
                file = try open(
                    file: historyFile, history, of: member, "what this member commits is recorded in a file", logger)
            } catch let error as CompleteServerError {
                throw CompleteServerError(
                    .leases, "\(error); or keep no history here: history: { keep: 0 }", cause: error)
            }
            return RecordingLeaseStore(
                store, history: file, member: member, recordsRenewals: history.recordsRenewals, logger: logger)
        }

        /// The store itself, where a history is kept beside it.
        static func unrecorded(_ store: any LeaseStore) -> any LeaseStore {
            (store as? RecordingLeaseStore)?.shared ?? store
        }

        /// Throws ``CompleteServerError`` when the file in a directory is none of leases.
        private static func check(_ directory: StateDirectory) throws {
            do {
                try directory.withFile("") { file, owner in
                    let check = { (log: Int32?) in try StoreFiles.check(file, log: log, path: directory.file) }
                    if try directory.withFile("-wal", { log, _ in try check(log) }) == nil { try check(nil) }
                    // What another user may have made is read as a database only when root's rights are gone.
                    guard owner == geteuid() else { return }
                    let tables = { try StoreFiles.checkTables(file, path: directory.file) }
                    if !Privileges.holdsInChild({ (try? tables()) != nil }) { try tables() }
                }
            } catch let error as LeaseStoreError {
                throw CompleteServerError(.leases, "\(error)", cause: error)
            }
            if let path = directory.obstacle(recognized: isOfStore) {
                throw CompleteServerError(
                    .leases, "\(path) stands where a file of this server's own belongs, and is none: move it away")
            }
        }

        /// Whether an open file beside a lease file is one of the store's.
        static func isOfStore(_ suffix: String, _ file: Int32) -> Bool { StoreFiles.recognize(suffix, file) }

        /// What is wrong with a file.
        static func fileFailure(_ error: any Error) -> CompleteServerError? {
            (error as? LeaseStoreError).map { CompleteServerError(.leases, "\($0)", cause: $0) }
        }
    }
#else
    extension LeaseStorage {
        /// In memory, since this program was built without SQLite.
        private func open(
            file path: String, _ history: HistorySettings?, of server: String, _ words: String, _ logger: Logger
        ) throws -> any LeaseStore {
            logger.warning("built without SQLite, so leases are kept in memory: they are lost when the server ends")
            return VolatileLeaseStore()
        }

        /// The shared store alone, since there is nothing to keep a history in.
        private func recording(
            _ history: HistorySettings?, _ store: any LeaseStore, _ logger: Logger
        ) throws -> any LeaseStore { store }

        static func unrecorded(_ store: any LeaseStore) -> any LeaseStore { store }

        /// Nothing is kept in a file, so none is given away.
        private static func check(_ directory: StateDirectory) throws {}

        static func isOfStore(_ suffix: String, _ file: Int32) -> Bool { false }

        /// What is wrong with a file.
        static func fileFailure(_ error: any Error) -> CompleteServerError? { nil }
    }
#endif
