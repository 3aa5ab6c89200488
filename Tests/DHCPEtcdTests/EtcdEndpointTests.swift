#if Etcd
    import NIOCore
    import NIOSSL
    import Testing

    @testable import DHCPEtcd

    /// What becomes of calls where a machine does not do as it should, and what is known of them then.
    @Suite struct EtcdEndpointTests {
        /// With time enough for a machine that does much else; who is to wait in vain waits for less.
        private func endpoint(
            _ address: EtcdAddress, tls: NIOSSLContext? = nil, within limit: TimeAmount = .seconds(60)
        ) -> EtcdEndpoint {
            EtcdEndpoint(address, tls: tls, connectionLimit: limit)
        }

        /// Asks for a change, and returns why that failed; `nil` when it was made.
        private func failure(_ endpoint: EtcdEndpoint, within limit: Duration = .seconds(60)) async -> EtcdFailure? {
            do throws(EtcdFailure) {
                _ = try await endpoint.call(
                    TransactionMethod.transaction, Etcdserverpb_TxnRequest(), headers: [], timeout: limit)
                return nil
            } catch {
                return error
            }
        }

        @Test("a machine that answers is asked again and again in one connection, and many ask at once")
        func answers() async throws {
            let machine = try await FakeMachine(.answers)
            let endpoint = endpoint(machine.address)
            await withTaskGroup(of: EtcdFailure?.self) { group in
                for _ in 0..<50 { group.addTask { await failure(endpoint) } }
                for await failure in group { #expect(failure?.description == nil) }
            }
            await machine.end()
        }

        @Test("a connection that a machine ends in order is followed by another one, and no call is lost")
        func leaves() async throws {
            let machine = try await FakeMachine(.leaves)
            let endpoint = endpoint(machine.address)
            for _ in 0..<20 {
                // The word that it ends may cross the call.
                guard let failure = await failure(endpoint) else { continue }
                #expect(failure.error.code == .unreachable, "\(failure)")
            }
            await machine.end()
        }

        @Test(
            "what was sent may be done, and what no machine was told is not",
            arguments: [
                (.isSilent, mayBeDone: true), (.breaksOff, mayBeDone: true), (.isFrozen, mayBeDone: false),
                (.isForeign, mayBeDone: false),
            ] as [(FakeMachine.Behaviour, mayBeDone: Bool)])
        func unanswered(_ behaviour: FakeMachine.Behaviour, mayBeDone: Bool) async throws {
            let machine = try await FakeMachine(behaviour)
            let endpoint = endpoint(
                machine.address, within: behaviour == .isFrozen ? .milliseconds(300) : .seconds(60))
            let limit: Duration = behaviour == .isSilent ? .seconds(4) : .seconds(60)
            let failure = try #require(await failure(endpoint, within: limit))
            #expect(failure.mayBeDone == mayBeDone, "\(failure)")
            #expect(failure.error.code == .unreachable)
            if behaviour == .isForeign { #expect(failure.description.contains("does it want TLS?"), "\(failure)") }
            await machine.end()
        }

        @Test("a machine that speaks no TLS is told from one that is not there")
        func withoutTLS() async throws {
            let machine = try await FakeMachine(.hangsUp)
            let tls = try NIOSSLContext(configuration: .makeClientConfiguration())
            let refusal = try #require(await failure(endpoint(machine.address, tls: tls)))
            #expect(!refusal.mayBeDone)
            #expect(refusal.description.contains("does it speak TLS?"), "\(refusal)")
            await machine.end()
            let absence = try #require(await failure(endpoint(try EtcdAddress("127.0.0.1:1"))))
            #expect(absence.description.contains("Connection refused"), "\(absence)")
            #expect(absence.error.code == .unreachable)
        }

        @Test(
            "a handshake that is broken off is no lack of trust",
            arguments: [
                (NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])), EtcdError.Code.unreachable),
                (NIOSSLError.unableToValidateCertificate, .certificate), (NIOSSLError.uncleanShutdown, .unreachable),
            ])
        func trust(_ error: NIOSSLError, _ code: EtcdError.Code) throws {
            let failure = EtcdFailure(error, at: try EtcdAddress("10.0.0.1:2379"), mayBeDone: true)
            #expect(failure.error.code == code)
            #expect(failure.mayBeDone, "who broke off may have done it")
        }

        @Test("who has closed it asks nobody any more")
        func closed() async throws {
            let machine = try await FakeMachine(.isFrozen)
            let endpoint = endpoint(machine.address, within: .milliseconds(300))
            async let waiting = failure(endpoint)
            endpoint.close()
            #expect(await waiting?.mayBeDone == false)
            #expect(await failure(endpoint)?.mayBeDone == false)
            await machine.end()
        }
    }
#endif
