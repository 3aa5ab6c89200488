#if Admin
    import DHCP
    import DHCPConfiguration
    import HTTPTypes
    import Hummingbird
    import Logging

    extension Administration {
        /// The name under which a browser keeps its session.
        static let cookieName = "dhcp-session"

        /// Who asks; `nil` when nobody says so.
        ///
        /// Throws ``Problem`` when a secret is wrong, or a browser asks for somebody else's page.
        func identify(_ request: Request, _ connection: AdminConnection) throws -> AdminCaller? {
            if let caller = connection.caller { return caller }
            if let user = connection.user { return AdminCaller(user: user, origin: connection.origin) }
            try checkHost(request)
            if let header = request.headers[.authorization] { return try bearer(header, connection) }
            guard let secret = Self.cookie(request) else { return nil }
            guard let session = sessions.session(secret),
                session.token.map({ tokens.token(withDigest: $0) != nil }) ?? true
            else { return nil }
            if request.method != .get, request.method != .head { try checkOrigin(request, connection) }
            return AdminCaller(name: session.name, role: session.role, origin: connection.origin)
        }

        private func bearer(_ header: String, _ connection: AdminConnection) throws -> AdminCaller {
            let words = header.split(separator: " ")
            guard words.count == 2, words[0].lowercased() == "bearer" else {
                throw Problem(.unauthorized, "say who you are as in Authorization: Bearer TOKEN")
            }
            let token = try token(String(words[1]), connection)
            return AdminCaller(name: token.name, role: token.role, origin: connection.origin)
        }

        /// The token with a secret; throws ``Problem`` when there is none, and for a while after several wrong ones.
        func token(_ secret: String, _ connection: AdminConnection) throws -> AdminToken {
            let wait = failures.wait(for: connection.origin)
            if wait > 0 {
                var problem = Problem(.tooManyRequests, "too many wrong tokens: repeat this in \(wait) s")
                problem.headers[.retryAfter] = "\(wait)"
                throw problem
            }
            if let token = tokens.token(of: secret) {
                failures.forgive(connection.origin)
                return token
            }
            let count = failures.note(connection.origin)
            RequestMeters.noteWrongToken()
            // The first few, and then ever fewer: a log is not to be filled by whoever guesses.
            if count & (count - 1) == 0 {
                logger.warning(
                    "a wrong token was said", metadata: ["from": "\(connection.origin)", "count": "\(count)"])
            }
            var problem = Problem(.unauthorized, "this token is wrong, or good no more")
            problem.headers[.wwwAuthenticate] = "Bearer"
            throw problem
        }

        // MARK: Browsers

        /// What a browser keeps of its session.
        static func cookie(_ request: Request) -> String? {
            for field in request.headers[values: .cookie] {
                for pair in field.split(separator: ";") {
                    let parts = pair.split(separator: "=", maxSplits: 1)
                    if parts.count == 2, parts[0].drop(while: { $0 == " " }) == cookieName { return String(parts[1]) }
                }
            }
            return nil
        }

        /// Throws ``Problem`` when the server is called by a name that is not its own: a page elsewhere may have given that
        /// name this address (DNS rebinding).
        func checkHost(_ request: Request) throws {
            let host = Self.host(request.head.authority ?? "")
            let own =
                [settings.listen.map { "\($0.address)" }, "localhost", "127.0.0.1"].compactMap { $0 } + settings.names
            if !own.contains(host) {
                throw Problem(
                    .misdirectedRequest,
                    "this server is not called \(host.isEmpty ? "so" : host): add the name to its configuration, as in admin: { names: [NAME] }"
                )
            }
        }

        /// A host without its port, in small letters.
        private static func host(_ authority: String) -> String {
            let text = authority.lowercased()
            guard let colon = text.lastIndex(of: ":") else { return text }
            return String(text[..<colon])
        }

        /// Throws ``Problem`` unless a change comes from a page of this server.
        func checkOrigin(_ request: Request, _ connection: AdminConnection) throws {
            let scheme = connection.isEncrypted ? "https" : "http"
            let isOwn: Bool
            if let origin = request.headers[.origin] {
                isOwn = origin == "\(scheme)://\(request.head.authority ?? "")"
            } else {
                isOwn = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } == "same-origin"
            }
            if !isOwn { throw Problem(.forbidden, "changes are taken from this server's own pages alone") }
        }
    }
#endif
