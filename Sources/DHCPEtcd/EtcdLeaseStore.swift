#if Etcd
    import DHCP
    public import DHCPLeases
    import Foundation
    public import Logging
    import Synchronization

    /// Leases in etcd, which as many servers share as like.
    ///
    /// Each transaction is a compare-and-set that a majority of etcd's machines has on the disk when it is acknowledged. Many
    /// of them are one request, and one write of each disk.
    ///
    /// ```swift
    /// let store = try EtcdLeaseStore(EtcdConfiguration(endpoints: ["10.0.0.1:2379", "10.0.0.2:2379", "10.0.0.3:2379"]))
    /// let responder = LeaseResponder(engine: engine, store: store)
    /// ```
    ///
    /// etcd keeps the history of all changes until somebody compacts it: let it do that itself
    /// (`--auto-compaction-mode=revision --auto-compaction-retention=100000`).
    public final class EtcdLeaseStore: LeaseStore {
        /// How a lease is told of that a later version stored.
        typealias Rests = [IPv4Address: LeaseRecord]

        let keys: EtcdKeys
        let client: EtcdClient
        let logger: Logger
        /// Leases with something behind them that a later version added.
        let rests = Mutex<Rests>([:])
        /// The latest revision at which this store has changed something.
        let written = Atomic<UInt64>(0)

        /// So many leases are read at once.
        private static let pageLimit: Int64 = 10_000

        /// Nothing is connected to, or asked for, yet.
        ///
        /// Throws ``EtcdError`` when the configuration can not be used.
        public init(_ configuration: EtcdConfiguration, logger: Logger = Logger(label: "dhcp")) throws(EtcdError) {
            keys = EtcdKeys(prefix: configuration.prefix)
            client = try EtcdClient(configuration)
            self.logger = logger
        }

        deinit { client.close() }

        /// Several servers share it.
        public var isShared: Bool { true }

        /// Looks whether etcd is there, is new enough, and lets this program read and write.
        ///
        /// Throws ``EtcdError`` with cause and cure.
        public func check() async throws {
            let version: String
            do throws(EtcdFailure) {
                version = try await client.call(StatusMethod.status, Etcdserverpb_StatusRequest()).version
                _ = try await client.call(RangeMethod.range, range(keys.addresses, limit: 1))
                try await put(keys.question, Data())
            } catch {
                throw error.error
            }
            let numbers = version.split(separator: ".").prefix(2).compactMap { Int($0) }
            guard let major = numbers.first, let minor = numbers.last, (major, minor) >= (3, 4) else {
                throw EtcdError(.tooOld, "etcd is of version \(version): it has to be 3.4 or later")
            }
        }

        // MARK: Reading

        /// Hands every lease to `body`, as all were at one revision.
        ///
        /// Keys among theirs that are no addresses are passed over, and logged.
        ///
        /// Throws `LeaseStoreWithoutQuorum` when too few machines of etcd can be reached, ``EtcdError`` for what else is wrong,
        /// and what `body` throws.
        public func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
            rests.withLock { $0 = [:] }
            var strange: (count: Int, first: Data) = (0, Data())
            let revision = try await addressPages { pair in
                guard let address = keys.address(of: pair.key) else {
                    if strange.count == 0 { strange.first = pair.key }
                    return strange.count += 1
                }
                let record = try LeaseRecord(pair.value, of: address)
                note(record)
                try body(record.lease)
            }
            if strange.count > 0 {
                logger.warning(
                    """
                    etcd has keys among the leases that are no addresses, and they are passed over; see whether something \
                    else uses this prefix
                    """,
                    metadata: [
                        "keys": "\(strange.count)", "first": "\(String(decoding: strange.first, as: UTF8.self))",
                    ])
            }
            return revision
        }

        /// The revision of etcd's last change.
        ///
        /// Throws as ``load(_:)`` does.
        public func latestRevision() async throws -> StoreRevision {
            let answer = try await read(range(Array(keys.mark), limit: 1))
            return StoreRevision(answer.header.revision)
        }

        /// Hands the records to `body`, in the order of their keys.
        ///
        /// Throws as ``load(_:)`` does.
        public func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) async throws {
            let start = keys.records(kind).count
            _ = try await pages(keys.records(kind, prefix)) { pair in
                try body(StoreRecord(kind, key: Array(pair.key.dropFirst(start)), value: Array(pair.value)))
            }
        }

        /// The mark that some server kept last.
        ///
        /// Throws as ``load(_:)`` does.
        public func timeMark() async throws -> LeaseTimeMark? {
            var request = Etcdserverpb_RangeRequest()
            request.key = keys.mark
            return try await read(request).kvs.first.flatMap { MarkRecord.mark($0.value) }
        }

        /// Hands all pairs whose key begins with `prefix` to `body`, and returns the revision at which they were.
        private func pages(
            _ prefix: [UInt8], _ body: (Etcdserverpb_KeyValue) throws -> Void
        ) async throws -> StoreRevision {
            var request = range(prefix, limit: Self.pageLimit)
            while true {
                let answer = try await read(request)
                if request.revision == 0 { request.revision = answer.header.revision }
                for pair in answer.kvs { try body(pair) }
                guard answer.more, let last = answer.kvs.last else {
                    return StoreRevision(request.revision)
                }
                request.key = last.key + [0]
            }
        }

        /// Hands all pairs of addresses to `body`, and returns the revision at which they were.
        private func addressPages(_ body: (Etcdserverpb_KeyValue) throws -> Void) async throws -> StoreRevision {
            try await withThrowingTaskGroup(of: Etcdserverpb_RangeResponse.self) { group in
                var walk = AddressWalk()
                var revision: Int64 = 0
                func readNext(at revision: Int64) {
                    guard let span = walk.span else { return }
                    // One task at a time, so that etcd makes a page while the one before it is taken over.
                    group.addTask { try await self.readPage(of: span, at: revision) }
                }
                readNext(at: revision)
                while let answer = try await group.next() {
                    if revision == 0 { revision = answer.header.revision }
                    walk.advance(
                        read: answer.kvs.count, of: Int(Self.pageLimit),
                        last: answer.more ? answer.kvs.last.flatMap { keys.address(of: $0.key) } : nil)
                    readNext(at: revision)
                    for pair in answer.kvs { try body(pair) }
                }
                return StoreRevision(revision)
            }
        }

        /// Reads the pairs of addresses at the beginning of a span, as they were at a revision; at the latest for 0.
        private func readPage(of span: IPv4Range, at revision: Int64) async throws -> Etcdserverpb_RangeResponse {
            var request = range(keys.addresses, limit: Self.pageLimit)
            request.revision = revision
            request.key = keys.address(span.first)
            request.rangeEnd =
                span.last == .broadcast ? EtcdKeys.end(of: keys.addresses) : keys.address(span.last) + [0]
            return try await read(request)
        }

        private func range(_ prefix: [UInt8], limit: Int64) -> Etcdserverpb_RangeRequest {
            var request = Etcdserverpb_RangeRequest()
            request.key = Data(prefix)
            request.rangeEnd = EtcdKeys.end(of: prefix)
            request.limit = limit
            return request
        }

        private func read(_ request: Etcdserverpb_RangeRequest) async throws -> Etcdserverpb_RangeResponse {
            do throws(EtcdFailure) {
                return try await client.call(RangeMethod.range, request)
            } catch {
                throw error.asStore
            }
        }

        /// Remembers what a later version added to a lease, or that there is nothing any more.
        func note(_ record: LeaseRecord) {
            rests.withLock { rests in
                if record.rest.isEmpty {
                    if !rests.isEmpty { rests[record.lease.address] = nil }
                } else {
                    rests[record.lease.address] = record
                }
            }
        }

        func forgetRest(of address: IPv4Address) {
            rests.withLock { rests in if !rests.isEmpty { rests[address] = nil } }
        }

        // MARK: Writing

        /// Makes a mark durable.
        ///
        /// Throws as ``load(_:)`` does.
        public func keep(_ mark: LeaseTimeMark) async throws {
            do throws(EtcdFailure) {
                try await put(keys.mark, MarkRecord.octets(of: mark))
            } catch {
                throw error.asStore
            }
        }

        /// Throws while nothing can be written.
        func askWhetherWritable() async throws {
            do throws(EtcdFailure) {
                try await put(keys.question, Data())
            } catch {
                throw error.asStore
            }
        }

        private func put(_ key: Data, _ value: Data) async throws(EtcdFailure) {
            var request = Etcdserverpb_TxnRequest()
            request.success = [.put(key, value)]
            noteWritten(try await client.call(TransactionMethod.transaction, request).header.revision)
        }

        func noteWritten(_ revision: Int64) {
            written.max(UInt64(clamping: revision), ordering: .relaxed)
        }

        /// Ends the connections.
        public func close() async { client.close() }
    }

    extension EtcdFailure {
        /// As a store says it.
        var asStore: any Error {
            if case .unavailable = kind { return LeaseStoreWithoutQuorum(error.description) }
            return error
        }
    }
#endif
