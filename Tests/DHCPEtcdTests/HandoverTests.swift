#if Etcd
    import Testing

    @testable import DHCPEtcd

    @Suite struct HandoverTests {
        @Test func whatIsGivenIsTakenInOrder() async {
            let handover = Handover<Int>()
            async let given: Void = {
                for number in 0..<100 { await handover.give(number) }
                handover.end()
            }()
            var taken: [Int] = []
            while let number = await handover.take() { taken.append(number) }
            await given
            #expect(taken == Array(0..<100))
        }

        @Test func whoGivesIsLetGoWhenNobodyTakesAnyMore() async {
            let handover = Handover<Int>()
            async let given: Void = handover.give(1)
            handover.end()
            await given
            await handover.give(2)
        }
    }
#endif
