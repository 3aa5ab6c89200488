#if Etcd
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

        /// Does what a transaction says, if it can be done.
        static func nested(_ transaction: Etcdserverpb_TxnRequest) -> Self {
            var operation = Self()
            operation.requestTxn = transaction
            return operation
        }
    }
#endif
