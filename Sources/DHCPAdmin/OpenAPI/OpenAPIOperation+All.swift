#if Admin
    extension OpenAPIOperation {
        /// All routes, described; a test compares them with those that are registered.
        static let all: [OpenAPIOperation] = status + leases + reservations + others

        private static let status = [
            OpenAPIOperation("get", "/api/v1/status", "How the server stands.", answers: [200: anyJSON]),
            OpenAPIOperation(
                "get", "/api/v1/samples", "How the server stood in the last day, every ten seconds.",
                parameters: [
                    query("last", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 86400}", "of so many seconds"),
                    query("pools", "{\"type\": \"boolean\"}", "with the pools, every ten minutes"),
                ], answers: [200: anyJSON]),
            OpenAPIOperation("get", "/api/v1/subnets", "Subnets, pools and their use.", answers: [200: anyJSON]),
            OpenAPIOperation("get", "/api/v1/whoami", "Who asks, and what for that is good.", answers: [200: anyJSON]),
        ]

        private static let filters = [
            query("address", text, "an address, a block or a range"), query("pool", text, "a range"),
            query("state", "{\"enum\": [\"bound\", \"released\", \"expired\", \"declined\"]}", "the state"),
            query("client", text, "what the client calls itself"),
            query("hardware", text, "a hardware address, or its beginning"),
            query("host", text, "a host name; * stands for any letters"), query("q", text, "a part of any of these"),
            query("after", "{\"$ref\": \"#/components/schemas/Address\"}", "the next of the page before"),
            query("limit", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 1000}", "how many at most"),
        ]

        private static let text = "{\"type\": \"string\"}"

        private static let leases = [
            OpenAPIOperation(
                "get", "/api/v1/leases", "Leases in the order of their addresses, in pages.", parameters: filters,
                answers: [200: json("Leases")]),
            OpenAPIOperation(
                "get", "/api/v1/leases/{address}", "One lease; its ETag guards a change.", answers: [200: json("Lease")]
            ),
            OpenAPIOperation(
                "delete", "/api/v1/leases/{address}", "Frees an address (If-Match: the lease is as it was seen).",
                answers: [200: json("Lease")], problems: [409, 412, 507]),
            OpenAPIOperation(
                "post", "/api/v1/leases/{address}/reserve", "Makes a lease a reservation.",
                body: body("ReservationWish", isRequired: false), answers: [201: json("ReservationAnswer")],
                problems: [409, 422, 507]),
            OpenAPIOperation(
                "post", "/api/v1/leases/{address}/unreserve", "Makes an address dynamic again.",
                answers: [200: anyJSON], problems: [507]),
        ]

        private static let asSeen = "(If-Match: the list of reservations is as it was seen)"

        private static let reservations = [
            OpenAPIOperation(
                "get", "/api/v1/reservations", "All reservations, and which count; its ETag guards a change.",
                answers: [200: json("Reservations")]),
            OpenAPIOperation(
                "post", "/api/v1/reservations", "Reserves something for a client that has no reservation \(asSeen).",
                body: body("NewReservation"), answers: [201: json("ReservationAnswer")],
                problems: [409, 412, 422, 507]),
            OpenAPIOperation(
                "put", "/api/v1/reservations", "Reserves something in place of what there is for the client \(asSeen).",
                body: body("NewReservation"), answers: [200: json("ReservationAnswer")],
                problems: [409, 412, 422, 507]),
            OpenAPIOperation(
                "delete", "/api/v1/reservations", "Forgets a reservation that was made at run time \(asSeen).",
                parameters: [query("subnet", text, "its subnet"), query("client", text, "its client")],
                answers: [204: nil], problems: [412, 507]),
        ]

        private static let others = [
            OpenAPIOperation(
                "get", "/api/v1/clients/{client}", "What is known of a client, and a diagnosis.",
                parameters: [
                    "{\"name\": \"client\", \"in\": \"path\", \"required\": true, \"schema\": {\"type\": \"string\"}}"
                ], answers: [200: anyJSON]),
            OpenAPIOperation(
                "post", "/api/v1/explain", "What would become of a message.",
                body: body("Question"), answers: [200: anyJSON], problems: [422]),
            OpenAPIOperation(
                "get", "/api/v1/history", "Who had what when, the newest first.",
                parameters: [
                    query("subject", text, "an address, a client, a hardware address or a host name"),
                    query("at", text, "who had the address then"), query("from", text, "not before this time"),
                    query("to", text, "not after this time"),
                    query("limit", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 1000}", "how many at most"),
                ], answers: [200: anyJSON]),
            OpenAPIOperation(
                "get", "/metrics", "What the server counts and measures, for Prometheus.",
                answers: [200: "\"text/plain\": {\"schema\": \(text)}"], problems: [404]),
            OpenAPIOperation(
                "get", "/api/v1/configuration",
                "What is served, with defaults, as a file that says where each value comes from.",
                answers: [200: "\"application/yaml\": {\"schema\": {\"type\": \"object\"}}"]),
            OpenAPIOperation(
                "post", "/api/v1/configuration/check", "What a configuration would change; it is not taken over.",
                body: "{\"required\": true, \"content\": {\"application/yaml\": {\"schema\": {\"type\": \"object\"}}}}",
                answers: [200: json("Reload")], problems: [422]),
            OpenAPIOperation(
                "post", "/api/v1/configuration/plan",
                "What a configuration would do to each client that has a lease; it is not taken over.",
                parameters: [planLimit],
                body: "{\"required\": true, \"content\": {\"application/yaml\": {\"schema\": {\"type\": \"object\"}}}}",
                answers: [200: json("Plan")], problems: [422]),
            OpenAPIOperation(
                "post", "/api/v1/reload",
                "Reads the configuration again (If-Match: it has the digest of a plan still).",
                parameters: [
                    query("check", "{\"type\": \"boolean\"}", "only say what would change"),
                    query("plan", "{\"type\": \"boolean\"}", "only say what each client would see (Plan)"), planLimit,
                ], answers: [200: json("ReloadOrPlan")], problems: [412, 422]),
            OpenAPIOperation(
                "get", "/api/v1/events", "What happens, as server-sent events (Last-Event-ID: go on behind it).",
                parameters: [
                    query("kind", text, "only these kinds, with commas"),
                    query("renewals", "{\"type\": \"boolean\"}", "also when leases are renewed"),
                    query("after", "{\"type\": \"integer\", \"minimum\": 0}", "go on behind this event"),
                    query("follow", "{\"type\": \"boolean\"}", "false: only what is remembered"),
                ], answers: [200: "\"text/event-stream\": {\"schema\": \(text)}"]),
            OpenAPIOperation(
                "get", "/openapi.json", "This document.", answers: [200: anyJSON]),
            OpenAPIOperation(
                "post", "/login", "Begins the session of a browser.", isOpen: true,
                body: "{\"required\": true, \"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", "
                    + "\"required\": [\"token\"], \"properties\": {\"token\": \(text)}}}}}", answers: [204: nil]),
            OpenAPIOperation(
                "get", "/login", "Uses up a link that begins a session.",
                parameters: [query("once", text, "what the link holds")], isOpen: true, answers: [303: nil],
                problems: [410]),
            OpenAPIOperation("post", "/logout", "Ends the session of a browser.", isOpen: true, answers: [204: nil]),
        ]

        private static let planLimit = query(
            "limit", "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 1000}",
            "how many clients of each kind a plan names; the counts are of all")

        private static func body(_ schema: String, isRequired: Bool = true) -> String {
            "{\"required\": \(isRequired), \"content\": {\(json(schema))}}"
        }
    }
#endif
