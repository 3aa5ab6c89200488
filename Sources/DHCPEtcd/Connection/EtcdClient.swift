#if Etcd
    import NIOCore
    import NIOSSL
    import Synchronization

    /// An etcd cluster: calls go to one of its machines, and to the next when that does not answer.
    final class EtcdClient: Sendable {
        private let endpoints: [EtcdEndpoint]
        private let user: String?
        private let password: String?
        /// Counts how often another machine was turned to.
        private let turns = Atomic(0)
        /// What etcd gave for user and password.
        private let token = Mutex<String?>(nil)

        /// So long one machine has for an answer: longer than an election takes.
        private static let attemptLimit = Duration.seconds(2)
        /// So long all of them have.
        private static let limit = Duration.seconds(5)
        /// Behind a round in which none answered.
        private static let pause = Duration.milliseconds(100)

        /// Connects when the first call is made.
        ///
        /// Throws ``EtcdError`` when the configuration can not be used.
        init(_ configuration: EtcdConfiguration) throws(EtcdError) {
            guard !configuration.endpoints.isEmpty else { throw EtcdError(.endpoint, "no etcd endpoint is given") }
            let tls = try configuration.tls?.context
            var endpoints: [EtcdEndpoint] = []
            for text in configuration.endpoints { endpoints.append(EtcdEndpoint(try EtcdAddress(text), tls: tls)) }
            self.endpoints = endpoints
            user = configuration.user
            password = configuration.password
        }

        /// Ends all connections.
        func close() {
            for endpoint in endpoints { endpoint.close() }
        }

        private var endpoint: EtcdEndpoint { endpoints[turns.load(ordering: .relaxed) % endpoints.count] }

        /// Turns to the next machine, unless somebody else has.
        private func turn(from turn: Int) {
            _ = turns.compareExchange(expected: turn, desired: (turn + 1) % 1_000_000, ordering: .relaxed)
        }

        /// Calls a function; a request that some machine may have done is sent again when no answer came.
        ///
        /// Throws ``EtcdFailure``.
        func call<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request
        ) async throws(EtcdFailure) -> Response {
            let deadline = ContinuousClock.now + Self.limit
            var mayBeDone = false
            var hasRenewedToken = false
            var attempts = 0
            while true {
                let turn = turns.load(ordering: .relaxed)
                let endpoint = endpoints[turn % endpoints.count]
                do throws(EtcdFailure) {
                    let rest = { min(Self.attemptLimit, ContinuousClock.now.duration(to: deadline)) }
                    let headers = try await headers(endpoint, timeout: rest())
                    return try await endpoint.call(method, message, headers: headers, timeout: rest())
                } catch {
                    var failure = error
                    mayBeDone = mayBeDone || failure.mayBeDone
                    failure.mayBeDone = mayBeDone
                    if Task.isCancelled { throw failure }
                    switch failure.kind {
                    // Certificates are those of each machine.
                    case .refused(.certificate) where attempts + 1 < endpoints.count: self.turn(from: turn)
                    case .refused: throw failure
                    case .token:
                        if hasRenewedToken || user == nil { throw failure }
                        hasRenewedToken = true
                        token.withLock { $0 = nil }
                        continue
                    case .unavailable: self.turn(from: turn)
                    }
                    attempts += 1
                    if attempts % endpoints.count == 0 { try? await Task.sleep(for: Self.pause) }
                    if ContinuousClock.now >= deadline { throw failure }
                }
            }
        }

        /// Calls a function that answers again and again, on one machine that has a leader.
        ///
        /// Throws what `body` throws, and ``EtcdFailure`` when the machine does not answer, or loses its leader.
        func follow<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request,
            _ body: @escaping @Sendable (Response) async throws -> Void
        ) async throws {
            let turn = turns.load(ordering: .relaxed)
            let endpoint = endpoint
            do {
                let headers = try await headers(endpoint, timeout: Self.attemptLimit) + [("hasleader", "true")]
                try await endpoint.follow(method, message, headers: headers, body)
            } catch let failure as EtcdFailure {
                if Task.isCancelled { throw failure }
                if case .token = failure.kind { token.withLock { $0 = nil } }
                self.turn(from: turn)
                throw failure
            }
        }

        /// What goes with a request: a token where etcd wants to know who asks.
        private func headers(_ endpoint: EtcdEndpoint, timeout: Duration) async throws(EtcdFailure) -> [(
            String, String
        )] {
            guard let user else { return [] }
            if let token = token.withLock({ $0 }) { return [("token", token)] }
            var request = Etcdserverpb_AuthenticateRequest()
            request.name = user
            request.password = password ?? ""
            let answer = try await endpoint.call(
                AuthenticateMethod.authenticate, request, headers: [], timeout: timeout)
            token.withLock { $0 = answer.token }
            return [("token", answer.token)]
        }
    }

    extension EtcdTLS {
        /// What all connections use.
        fileprivate var context: NIOSSLContext {
            get throws(EtcdError) {
                do {
                    var configuration = TLSConfiguration.makeClientConfiguration()
                    configuration.applicationProtocols = ["h2"]
                    configuration.shutdownTimeout = .seconds(1)
                    if let ca {
                        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(ca))
                    }
                    if let certificate {
                        configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(certificate)
                            .map { .certificate($0) }
                    }
                    if let key {
                        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
                    }
                    return try NIOSSLContext(configuration: configuration)
                } catch {
                    throw EtcdError(
                        .certificate, "a certificate or key for etcd can not be used: \(EtcdFailure.words(error))")
                }
            }
        }
    }
#endif
