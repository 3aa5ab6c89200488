#if Admin
    import DHCPConfiguration
    import HTTPTypes
    import Hummingbird

    /// A route of the administration, as it is registered and described.
    struct AdminRoute: Sendable {
        let method: HTTPRequest.Method
        /// With parts such as `{address}`.
        let path: String
        /// Who may use it; `nil` for everybody.
        let role: AdminRole?
        /// Whether it asks the server for nothing, or only waits for what happens, so that it takes no place of those that ask the server.
        var isWaiting = false
        /// Whether the configuration opens it to everybody.
        var isOpened: @Sendable (AdminSettings) -> Bool = { _ in false }
        /// How many octets a body may have.
        var bodyLimit = Administration.bodyLimit
        let answer: @Sendable (AdminCall) async throws -> Response
    }

    /// Registers routes: there is none without a role, so nothing is allowed that nobody thought of.
    struct AdminRoutes {
        private(set) var routes: [AdminRoute] = []

        /// Adds a route; `role` is the least that may use it.
        mutating func on(
            _ method: HTTPRequest.Method, _ path: String, _ role: AdminRole,
            bodyLimit: Int = Administration.bodyLimit,
            _ answer: @escaping @Sendable (AdminCall) async throws -> Response
        ) {
            routes.append(AdminRoute(method: method, path: path, role: role, bodyLimit: bodyLimit, answer: answer))
        }

        /// Adds a route for everybody, by which one comes in.
        mutating func open(
            _ method: HTTPRequest.Method, _ path: String,
            _ answer: @escaping @Sendable (AdminCall) async throws -> Response
        ) {
            routes.append(
                AdminRoute(method: method, path: path, role: nil, isWaiting: true, bodyLimit: 4 << 10, answer: answer))
        }

        /// Adds a route that answers as long as the caller listens.
        mutating func stream(
            _ path: String, _ role: AdminRole, _ answer: @escaping @Sendable (AdminCall) async throws -> Response
        ) {
            routes.append(AdminRoute(method: .get, path: path, role: role, isWaiting: true, answer: answer))
        }

        /// Adds a route for readers that a configuration may open to everybody.
        mutating func on(
            _ method: HTTPRequest.Method, _ path: String, _ role: AdminRole,
            openWhen isOpened: @escaping @Sendable (AdminSettings) -> Bool,
            _ answer: @escaping @Sendable (AdminCall) async throws -> Response
        ) {
            routes.append(AdminRoute(method: method, path: path, role: role, isOpened: isOpened, answer: answer))
        }

        /// All that there are.
        static let all: [AdminRoute] = {
            var routes = AdminRoutes()
            routes.addStatus()
            routes.addLeases()
            routes.addExplanations()
            routes.addLeaseReservations()
            routes.addReservations()
            routes.addConfiguration()
            routes.addEvents()
            routes.addDescription()
            routes.addLogin()
            routes.addHistory()
            routes.addMetrics()
            routes.addSamples()
            routes.addPage()
            return routes.routes
        }()

        /// The methods of a path; empty for one that is none.
        static func methods(of path: Substring) -> [HTTPRequest.Method] {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            return all.filter { route in
                let own = route.path.split(separator: "/", omittingEmptySubsequences: false)
                return own.count == parts.count && zip(own, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
            }.map(\.method)
        }
    }
#endif
