#if Admin
    import DHCPExplain
    import DHCPProgram
    import Hummingbird

    extension AdminRoutes {
        /// Why clients were answered as they were, and what would become of them.
        mutating func addExplanations() {
            on(.get, "/api/v1/clients/{client}", .reader) { call in
                try call.allow()
                let name = try call.part("client", "a hardware address, a name or an address") { ClientName($0) }
                return try await .json(call.server.story(of: name))
            }
            on(.post, "/api/v1/explain", .reader) { call in
                try call.allow()
                let request = try call.body(as: ExplanationRequest.self)
                guard let name = ClientName(request.client) else {
                    throw Problem(.unprocessableContent, "client is a name of 1 to 255 characters")
                }
                return try await .json(call.server.explain(name, request.wish))
            }
        }
    }
#endif
