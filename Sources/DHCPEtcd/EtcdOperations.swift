#if Etcd
    import DHCPLeases
    import Foundation

    extension Etcdserverpb_Compare {
        /// Holds where a key has this value; `nil` for a key that is not there.
        static func holds(_ key: Data, _ value: Data?) -> Self {
            var compare = Self()
            compare.key = key
            compare.result = .equal
            if let value {
                (compare.target, compare.value) = (.value, value)
            } else {
                (compare.target, compare.createRevision) = (.create, 0)
            }
            return compare
        }

        /// Never holds.
        static func never(_ key: Data) -> Self {
            var compare = Self()
            compare.key = key
            compare.result = .equal
            (compare.target, compare.createRevision) = (.create, -1)
            return compare
        }
    }

    extension Etcdserverpb_RequestOp {
        /// Stores a value; `nil` removes the key.
        static func put(_ key: Data, _ value: Data?) -> Self {
            var operation = Self()
            if let value {
                operation.requestPut.key = key
                operation.requestPut.value = value
            } else {
                operation.requestDeleteRange.key = key
            }
            return operation
        }

        /// Reads a key.
        static func get(_ key: Data) -> Self {
            var operation = Self()
            operation.requestRange.key = key
            return operation
        }
    }

    extension Etcdserverpb_TxnRequest {
        /// Makes all of some transactions or none of them.
        ///
        /// One alone is sent as it is, so its answer says what it met.
        static func allOrNone(_ transactions: [Self], where conditions: [Etcdserverpb_Compare?]) -> Self {
            var request = Self()
            if let transaction = transactions.first, transactions.count == 1 {
                request = transaction
            } else {
                request.compare = transactions.flatMap(\.compare)
                request.success = transactions.flatMap(\.success)
            }
            // It is the same for all that have one.
            if let condition = conditions.lazy.compactMap(\.self).first { request.compare.append(condition) }
            return request
        }

        /// Makes each of some transactions that can be made, and tells of each what became of it.
        static func each(_ transactions: [Self], where conditions: [Etcdserverpb_Compare?]) -> Self {
            var request = Self()
            request.success = zip(transactions, conditions).map { transaction, condition in
                var operation = Etcdserverpb_RequestOp()
                operation.requestTxn = transaction
                if let condition { operation.requestTxn.compare.append(condition) }
                return operation
            }
            return request
        }
    }

    extension StoreRevision {
        /// A revision as etcd says it.
        init(_ revision: Int64) { self.init(rawValue: UInt64(clamping: revision)) }
    }
#endif
