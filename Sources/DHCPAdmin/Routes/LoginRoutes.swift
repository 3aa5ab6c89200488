#if Admin
    import HTTPTypes
    import Hummingbird
    import Logging
    import NIOCore

    extension AdminRoutes {
        /// How browsers come in and go; and who one is.
        mutating func addLogin() {
            on(.get, "/api/v1/whoami", .reader) { call in
                try call.allow()
                return try .json(["name": call.caller.name, "role": call.caller.role.rawValue])
            }
            open(.post, "/login") { call in
                let connection = call.connection
                if connection.user == nil { try call.administration.checkSender(call.request, connection) }
                let secret = try call.secret()
                let token = try call.administration.token(secret, connection)
                let session = call.administration.sessions.begin(
                    name: token.name, role: token.role, token: token.digest)
                call.administration.logger.notice(
                    "an administrator came in", metadata: ["name": "\(token.name)", "from": "\(connection.origin)"])
                return .session(session, connection, status: .noContent)
            }
            open(.get, "/login") { call in
                guard let once = call.query.text("once"), call.request.method == .get else { return .redirection("/") }
                guard let session = call.administration.sessions.redeem(once) else {
                    throw Problem(.gone, "this link was used, or is too old: ask for another, or log in with a token")
                }
                var response = Response.session(session, call.connection, status: .seeOther)
                response.headers[.location] = "/"
                return response
            }
            open(.post, "/logout") { call in
                if call.connection.user == nil { try call.administration.checkSender(call.request, call.connection) }
                if let secret = Administration.cookie(call.request) { call.administration.sessions.end(secret) }
                return .session("", call.connection, status: .noContent)
            }
        }
    }

    extension Administration {
        /// Throws ``Problem`` when a browser sends from a page of somebody else.
        fileprivate func checkSender(_ request: Request, _ connection: AdminConnection) throws {
            if request.headers[.origin] != nil { try checkOrigin(request, connection) }
        }
    }

    extension AdminCall {
        /// The token in a body: `{"token": "…"}`, or as a form sends it.
        fileprivate func secret() throws -> String {
            let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
            guard let secret = LoginSecret(Array(body.readableBytesView), isForm: isForm) else {
                throw Problem(.badRequest, "a token is needed, as in {\"token\": \"dhcp-…\"}")
            }
            return secret.token
        }
    }

    extension Response {
        /// Has the browser keep a session, or forget it when it is empty.
        fileprivate static func session(
            _ secret: String, _ connection: AdminConnection, status: HTTPResponse.Status
        ) -> Response {
            let age = secret.isEmpty ? 0 : SessionBook.lifetime.components.seconds
            let secure = connection.isEncrypted ? "; Secure" : ""
            let cookie =
                "\(Administration.cookieName)=\(secret); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(age)\(secure)"
            return Response(status: status, headers: [.setCookie: cookie])
        }

        fileprivate static func redirection(_ path: String) -> Response {
            Response(status: .seeOther, headers: [.location: path])
        }
    }
#endif
