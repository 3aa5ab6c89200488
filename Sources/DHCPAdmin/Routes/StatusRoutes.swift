#if Admin
    import DHCP
    import DHCPProgram
    import Hummingbird

    extension AdminRoutes {
        /// How the server stands.
        mutating func addStatus() {
            on(.get, "/api/v1/status", .reader) { call in
                try call.allow()
                return try await .json(call.server.status())
            }
            on(.get, "/api/v1/subnets", .reader) { call in
                try call.allow()
                return try await .json(Subnets(subnets: call.server.status().subnets))
            }
        }
    }

    /// The subnets with their pools and how much of them is in use.
    private struct Subnets: Encodable {
        let subnets: [ServerStatus.Subnet]
    }
#endif
