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
    }

    extension Etcdserverpb_TxnRequest {
        /// Makes all of some transactions or none of them; of one alone it tells what is there instead.
        static func allOrNone(_ transactions: [Self]) -> Self {
            if let transaction = transactions.first, transactions.count == 1 { return transaction }
            var request = Self()
            request.compare = transactions.flatMap(\.compare)
            request.success = transactions.flatMap(\.success)
            return request
        }

        /// Makes each of some transactions that can be made, and tells of each what became of it.
        static func each(_ transactions: [Self]) -> Self {
            var request = Self()
            request.success = transactions.map { transaction in
                var operation = Etcdserverpb_RequestOp()
                operation.requestTxn = transaction
                return operation
            }
            return request
        }
    }
#endif
