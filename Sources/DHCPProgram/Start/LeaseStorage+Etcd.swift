import DHCPConfiguration
import DHCPLeases
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
                .leases, "this program was built without etcd (trait Etcd): it can not reach \(words)")
        }
    }
#endif
