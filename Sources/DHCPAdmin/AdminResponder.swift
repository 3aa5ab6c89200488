#if Admin
    import DHCP
    import HTTPTypes
    import Hummingbird
    import Logging
    import NIOCore

    extension AdminCall {
        /// Logs a change: what was done, by whom and from where.
        func tell(_ what: String) {
            var event = EventText(.audit, what.printable)
            event.by = "\(caller.name) (\(caller.role.rawValue))"
            event.from = caller.origin
            administration.feed.add(event)
            administration.logger.notice(
                "changed by an administrator",
                metadata: [
                    "change": "\(what)", "by": "\(caller.name)", "role": "\(caller.role.rawValue)",
                    "from": "\(caller.origin)",
                ])
        }
    }

    extension Administration {
        /// Answers a request for a route: finds out who asks, whether that one may, and turns what is thrown into a problem.
        func answer(
            _ route: AdminRoute, _ request: Request, _ parameters: Parameters, _ connection: AdminConnection
        ) async -> Response {
            let begin = ContinuousClock.now
            // Who changes something may be about to help the clients.
            let response = await withTaskExecutorPreference(route.method == .get ? load.readers : nil) {
                await reply(route, request, parameters, connection)
            }
            RequestMeters.note(route, response.status, since: begin)
            return response
        }

        private func reply(
            _ route: AdminRoute, _ request: Request, _ parameters: Parameters, _ connection: AdminConnection
        ) async -> Response {
            do {
                let caller = try admit(route, request, connection)
                // A body that comes slowly keeps nobody else from the server.
                let body = try await Self.body(of: request, upTo: route.bodyLimit)
                let call = try AdminCall(request, body, parameters, caller, connection, self)
                if route.isWaiting { return Self.guarded(try await route.answer(call)) }
                return Self.guarded(try await gate.pass { try await route.answer(call) })
            } catch {
                let problem = Problem(error)
                if problem.status == .internalServerError {
                    logger.error(
                        "a request of an administrator failed",
                        metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
                }
                return Self.guarded(problem.response)
            }
        }

        /// The body of a request; throws ``Problem`` when it is too large.
        private static func body(of request: Request, upTo limit: Int) async throws -> ByteBuffer {
            do {
                return try await request.body.collect(upTo: limit)
            } catch is NIOTooManyBytesError {
                throw Problem(.contentTooLarge, "the body is too large: this route takes \(limit) octets")
            }
        }

        /// Who asks, who may; throws ``Problem`` for anybody else.
        private func admit(
            _ route: AdminRoute, _ request: Request, _ connection: AdminConnection
        ) throws -> AdminCaller {
            guard let role = route.isOpened(settings) ? nil : route.role else {
                if connection.user == nil, connection.caller == nil { try checkHost(request) }
                return AdminCaller(name: "", role: .reader, origin: connection.origin)
            }
            guard let caller = try identify(request, connection) else {
                var problem = Problem(
                    .unauthorized, "say who you are: Authorization: Bearer TOKEN, made by dhcp token add")
                problem.headers[.wwwAuthenticate] = "Bearer"
                throw problem
            }
            if caller.role >= role { return caller }
            throw Problem(
                .forbidden, "this takes the role \(role.rawValue), and \(caller.name) is a \(caller.role.rawValue)")
        }

        /// What a request is answered that has no route.
        static func unknown(_ request: Request) -> Response {
            let problem = unknownProblem(request)
            RequestMeters.note(status: problem.status)
            return guarded(problem.response)
        }

        private static func unknownProblem(_ request: Request) -> Problem {
            let methods = AdminRoutes.methods(of: request.uri.path[...])
            guard !methods.isEmpty else {
                return Problem(.notFound, "there is nothing at \(request.uri.path)")
            }
            var problem = Problem(.methodNotAllowed, "\(request.uri.path) takes other methods")
            problem.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
            return problem
        }

        /// With headers by which a browser does nothing with an answer but show it.
        static func guarded(_ response: Response) -> Response {
            var response = response
            func set(_ name: HTTPField.Name, _ value: String) {
                if response.headers[name] == nil { response.headers[name] = value }
            }
            set(.cacheControl, "no-store")
            set(.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
            set(.xContentTypeOptions, "nosniff")
            if let referrer = HTTPField.Name("Referrer-Policy") { set(referrer, "no-referrer") }
            return response
        }
    }
#endif
