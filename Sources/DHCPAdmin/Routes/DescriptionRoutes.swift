#if Admin
    import Hummingbird

    extension AdminRoutes {
        /// What all routes are.
        mutating func addDescription() {
            on(.get, "/openapi.json", .reader) { call in
                try call.allow()
                return .text(OpenAPIDocument.text, type: "application/json")
            }
        }
    }
#endif
