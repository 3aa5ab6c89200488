import DHCPConfiguration
package import DHCPLeases
import Logging

#if Etcd
    import DHCPEtcd

    extension LeaseStorage {
        func open(_ etcd: EtcdSettings, _ access: EtcdAccess, _ logger: Logger) throws -> any LeaseStore {
            do throws(EtcdError) {
                let store = try EtcdLeaseStore(access.configuration(etcd), logger: logger)
                logger.info("leases are kept in etcd", metadata: ["store": "\(words)"])
                return store
            } catch {
                throw CompleteServerError(.leases, "\(error)", cause: error)
            }
        }
    }

    extension LeaseStorage {
        /// What is wrong with etcd.
        static func etcdFailure(_ error: any Error) -> CompleteServerError? {
            (error as? EtcdError).map { CompleteServerError(.leases, "\($0)", cause: $0) }
        }

        /// Throws what is wrong with etcd, where the store is there: it is too old, or knows no such user.
        package static func check(_ store: any LeaseStore) async throws {
            try await (unrecorded(store) as? EtcdLeaseStore)?.check()
        }

        /// Whether what is wrong may pass: an etcd that is not there yet, or has no quorum.
        static func isPassing(_ error: any Error) -> Bool {
            error is LeaseStoreWithoutQuorum || (error as? EtcdError)?.isPassing ?? false
        }
    }

    extension EtcdAccess {
        fileprivate func configuration(_ etcd: EtcdSettings) -> EtcdConfiguration {
            EtcdConfiguration(
                endpoints: etcd.endpoints, prefix: etcd.prefix,
                tls: etcd.usesTLS ? EtcdTLS(ca: authorities, certificate: certificate, key: key) : nil,
                user: etcd.user, password: password)
        }
    }
#else
    extension LeaseStorage {
        func open(_ etcd: EtcdSettings, _ access: EtcdAccess, _ logger: Logger) throws -> any LeaseStore {
            throw CompleteServerError(
                .leases,
                """
                this program was built without etcd, so it can not reach \(words): build it with \
                `make serve`, or with the trait Etcd
                """)
        }

        /// What is wrong with etcd.
        static func etcdFailure(_ error: any Error) -> CompleteServerError? { nil }

        /// Nothing: what this program was built with needs no look.
        package static func check(_ store: any LeaseStore) async throws {}

        /// Whether what is wrong may pass: a store without a quorum.
        static func isPassing(_ error: any Error) -> Bool { error is LeaseStoreWithoutQuorum }
    }
#endif
