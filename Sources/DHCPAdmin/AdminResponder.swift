#if Admin
    import DHCP
    import HTTPTypes
    import Hummingbird
    import Logging

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
            do {
                let caller = try admit(route, request, connection)
                // A body that comes slowly keeps nobody else from the server.
                let body = try await request.body.collect(upTo: route.bodyLimit)
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

        /// Who asks, who may; throws ``Problem`` for anybody else.
        private func admit(
            _ route: AdminRoute, _ request: Request, _ connection: AdminConnection
        ) throws -> AdminCaller {
            guard let role = route.role else {
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
            let methods = AdminRoutes.methods(of: request.uri.path[...])
            guard !methods.isEmpty else {
                return guarded(Problem(.notFound, "there is nothing at \(request.uri.path)").response)
            }
            var problem = Problem(.methodNotAllowed, "\(request.uri.path) takes other methods")
            problem.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
            return guarded(problem.response)
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
