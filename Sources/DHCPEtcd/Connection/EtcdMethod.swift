#if Etcd
    import SwiftProtobuf

    /// A function of etcd's API.
    struct EtcdMethod<Request: SwiftProtobuf.Message, Response: SwiftProtobuf.Message>: Sendable {
        /// As HTTP names it.
        let path: String
        /// Whether it may change what is stored.
        let changes: Bool

        fileprivate init(_ service: String, _ method: String, changes: Bool = false) {
            path = "/etcdserverpb.\(service)/\(method)"
            self.changes = changes
        }
    }

    typealias RangeMethod = EtcdMethod<Etcdserverpb_RangeRequest, Etcdserverpb_RangeResponse>
    typealias TransactionMethod = EtcdMethod<Etcdserverpb_TxnRequest, Etcdserverpb_TxnResponse>
    typealias WatchMethod = EtcdMethod<Etcdserverpb_WatchRequest, Etcdserverpb_WatchResponse>
    typealias AuthenticateMethod = EtcdMethod<Etcdserverpb_AuthenticateRequest, Etcdserverpb_AuthenticateResponse>
    typealias StatusMethod = EtcdMethod<Etcdserverpb_StatusRequest, Etcdserverpb_StatusResponse>

    extension RangeMethod { static var range: Self { Self("KV", "Range") } }
    extension TransactionMethod { static var transaction: Self { Self("KV", "Txn", changes: true) } }
    extension WatchMethod { static var watch: Self { Self("Watch", "Watch") } }
    extension AuthenticateMethod { static var authenticate: Self { Self("Auth", "Authenticate") } }
    extension StatusMethod { static var status: Self { Self("Maintenance", "Status") } }
#endif
