#if Admin
    import CoreMetrics
    import DHCPConfiguration
    import DHCPMetrics
    import DHCPProgram
    import HTTPTypes
    import Hummingbird

    extension AdminRoutes {
        /// What Prometheus fetches, where the program's metrics are kept by `DHCPMetrics`.
        mutating func addMetrics() {
            on(.get, "/metrics", .reader, openWhen: { $0.metrics == .open }) { call in
                try call.allow()
                guard let registry = MetricsSystem.factory as? MetricsRegistry else {
                    throw Problem(.notFound, "this program keeps its metrics elsewhere")
                }
                // Nobody who has no name has the server do anything: what it told last is ten seconds old at most.
                if call.caller.isNamed { try await call.server.measure() }
                let format = MetricsText.Format(accepting: call.request.headers[.accept] ?? "")
                return .text(registry.serverText(format), type: format.contentType)
            }
        }
    }
#endif
