#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation
    import Testing

    @testable import DHCPEtcd

    @Suite struct EtcdTransactionTests {
        private static let network = IPv4Address(10, 0, 0, 0)
        private let keys = EtcdKeys(prefix: "/test/")

        private func lease(_ number: UInt8, of client: UInt8, _ state: LeaseState = .bound) -> Lease {
            var lease = LeaseRecordTests.lease
            lease.address = IPv4Address(10, 0, 0, number)
            lease.hardwareAddress = HardwareAddress(2, 0, 0, 0, 0, client)
            lease.client = ClientIdentity(lease.hardwareAddress)
            lease.state = state
            return lease
        }

        private func request(_ changes: [LeaseChange]) -> Etcdserverpb_TxnRequest {
            var batch = LeaseBatch([changes])
            batch.nameNetworks { _ in Self.network }
            return EtcdTransaction(batch, 0).request(keys, rests: [:])
        }

        private func text(_ key: Data) -> String { String(decoding: key, as: UTF8.self) }

        private func compared(_ request: Etcdserverpb_TxnRequest) -> [String] {
            request.compare.map { "\(text($0.key)) \($0.target == .value ? "holds" : "is new")" }
        }

        private func done(_ request: Etcdserverpb_TxnRequest) -> [String] {
            request.success.map { operation in
                switch operation.request {
                case .requestPut(let put): "put \(text(put.key))"
                case .requestDeleteRange(let range): "delete \(text(range.key))"
                default: "?"
                }
            }
        }

        @Test func aNewLeaseComparesAddressAndClient() {
            let request = request([LeaseChange(before: nil, after: lease(7, of: 1))])
            let client = "/test/1/c/0a000000/0101020000000001"
            #expect(compared(request) == ["/test/1/a/0a000007 is new", "\(client) is new"])
            #expect(done(request) == ["put /test/1/a/0a000007", "put \(client)"])
        }

        @Test func aRenewalComparesTheAddressAlone() {
            var renewed = lease(7, of: 1)
            renewed.end += 60
            let request = request([LeaseChange(before: lease(7, of: 1), after: renewed)])
            #expect(compared(request) == ["/test/1/a/0a000007 holds"])
            #expect(done(request) == ["put /test/1/a/0a000007"])
        }

        @Test func aReleaseForgetsWhereTheClientIs() {
            let request = request([LeaseChange(before: lease(7, of: 1), after: lease(7, of: 1, .released))])
            #expect(compared(request) == ["/test/1/a/0a000007 holds"])
            #expect(done(request) == ["put /test/1/a/0a000007", "delete /test/1/c/0a000000/0101020000000001"])
        }

        @Test func aMoveComparesBothAddressesAndNotTheClient() {
            let request = request([
                LeaseChange(before: lease(7, of: 1), after: lease(7, of: 1, .released)),
                LeaseChange(before: nil, after: lease(8, of: 1)),
            ])
            #expect(compared(request) == ["/test/1/a/0a000007 holds", "/test/1/a/0a000008 is new"])
            #expect(
                done(request) == [
                    "put /test/1/a/0a000007", "put /test/1/a/0a000008", "put /test/1/c/0a000000/0101020000000001",
                ])
        }

        @Test func severalChangesOfAnAddressAreOne() {
            let request = request([
                LeaseChange(before: nil, after: lease(7, of: 1)),
                LeaseChange(before: lease(7, of: 1), after: lease(7, of: 2)),
            ])
            #expect(compared(request) == ["/test/1/a/0a000007 is new", "/test/1/c/0a000000/0101020000000002 is new"])
        }

        @Test func keysEndBehindTheirPrefix() {
            #expect(EtcdKeys.end(of: [1, 2]) == Data([1, 3]))
            #expect(EtcdKeys.end(of: [1, 0xFF]) == Data([2]))
            #expect(keys.address(of: keys.address(IPv4Address(10, 0, 0, 7))) == IPv4Address(10, 0, 0, 7))
            #expect(keys.address(of: keys.mark) == nil)
        }

        // MARK: Several in a request

        @Test func severalAreMadeAsOneOrEachByItself() {
            let requests = [
                request([LeaseChange(before: nil, after: lease(7, of: 1))]),
                request([LeaseChange(before: lease(8, of: 2), after: lease(8, of: 2, .released))]),
            ]
            let condition = Etcdserverpb_Compare.holds(Data("/test/1/r/x".utf8), Data([1]))
            let one = Etcdserverpb_TxnRequest.allOrNone(requests, where: [condition, condition])
            #expect(compared(one) == requests.flatMap(compared) + ["/test/1/r/x holds"], "the condition once")
            #expect(done(one) == requests.flatMap(done))
            #expect(one.failure.isEmpty, "who was forestalled is found out when each is sent by itself")
            let each = Etcdserverpb_TxnRequest.each(requests, where: [condition, nil]).success.map(\.requestTxn)
            #expect(compared(each[0]) == compared(requests[0]) + ["/test/1/r/x holds"])
            #expect(each[1] == requests[1])
            let alone = Etcdserverpb_TxnRequest.allOrNone([requests[0]], where: [condition])
            #expect(compared(alone) == compared(each[0]) && alone.failure == requests[0].failure)
        }

        @Test func whatEtcdCountsIsNoMoreThanTheWidth() {
            let changes: [[LeaseChange]] = [
                [LeaseChange(before: nil, after: lease(7, of: 1))],
                [LeaseChange(before: lease(7, of: 1), after: lease(7, of: 1, .released))],
                [
                    LeaseChange(before: lease(7, of: 1), after: lease(7, of: 1, .released)),
                    LeaseChange(before: nil, after: lease(8, of: 1)),
                ],
                [
                    LeaseChange(before: nil, after: lease(7, of: 1)),
                    LeaseChange(before: lease(7, of: 2), after: lease(7, of: 3)),
                ],
            ]
            for changes in changes {
                var batch = LeaseBatch()
                batch.append(changes, records: [StoreRecord(.member, key: [1], value: [2])])
                batch.nameNetworks { _ in Self.network }
                let transaction = EtcdTransaction(batch, 0)
                let request = transaction.request(keys, rests: [:])
                #expect(
                    max(request.compare.count, request.success.count, request.failure.count) <= transaction.width)
            }
        }
    }
#endif
