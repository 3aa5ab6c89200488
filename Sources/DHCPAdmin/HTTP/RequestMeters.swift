#if Admin
    import CoreMetrics
    import HTTPTypes

    /// What is counted of requests for swift-metrics: by route as it is registered, never by path, so that the labels are few.
    enum RequestMeters {
        /// A request of a route was answered; a streamed answer has begun.
        static func note(_ route: AdminRoute, _ status: HTTPResponse.Status, since begin: ContinuousClock.Instant) {
            count(route.path, route.method.rawValue, status)
            let (seconds, attoseconds) = begin.duration(to: .now).components
            Timer(label: "dhcp_api_request_duration_seconds", dimensions: [("route", route.path)])
                .recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        }

        /// A request that has no route was answered.
        static func note(status: HTTPResponse.Status) { count("other", "other", status) }

        /// A connection was closed, as too many were there.
        static func noteRefusedConnection() {
            Counter(label: "dhcp_api_connections_refused_total", dimensions: []).increment()
        }

        /// A wrong token was said.
        static func noteWrongToken() { Counter(label: "dhcp_api_wrong_tokens_total", dimensions: []).increment() }

        /// So many listen to events.
        static func note(listeners count: Int) {
            Gauge(label: "dhcp_api_event_listeners", dimensions: []).record(count)
        }

        private static func count(_ route: String, _ method: String, _ status: HTTPResponse.Status) {
            Counter(
                label: "dhcp_api_requests_total",
                dimensions: [("route", route), ("method", method), ("status", "\(status.code / 100)xx")]
            ).increment()
        }
    }
#endif
