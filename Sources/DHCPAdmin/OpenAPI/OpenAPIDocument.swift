#if Admin
    import Hummingbird

    /// The routes as OpenAPI 3.1, by which programs know them.
    enum OpenAPIDocument {
        /// The document as JSON.
        static let text: String = {
            let paths = items.sorted { $0.key < $1.key }.map { "\"\($0.key)\": {\($0.value.joined(separator: ", "))}" }
            return """
                {"openapi": "3.1.0",
                 "info": {"title": "swift-dhcp administration", "version": "1",
                  "description": "Looks at a running DHCP server and changes it. Over its socket no token is needed."},
                 "security": [{"token": []}, {"session": []}],
                 "paths": {\(paths.joined(separator: ",\n  "))},
                 "components": {\(OpenAPIComponents.text)}}

                """
        }()

        /// The operations of each path.
        private static let items = Dictionary(
            grouping: OpenAPIOperation.all, by: \.path
        ).mapValues { $0.map { "\"\($0.method)\": \($0.text)" } }
    }

    /// A route, described.
    struct OpenAPIOperation {
        let method: String
        let path: String
        let text: String

        /// Describes a route; `answers` are schemas by status, `nil` for no body, and `parameters` whole objects.
        ///
        /// One that `isOpen` asks nobody who it is.
        init(
            _ method: String, _ path: String, _ summary: String, parameters: [String] = [], isOpen: Bool = false,
            body: String? = nil, answers: [Int: String?], problems: [Int] = []
        ) {
            self.method = method
            self.path = path
            var parts = ["\"summary\": \"\(summary)\""]
            let inPath = path.contains("{address}") ? [Self.address] : []
            if !(inPath + parameters).isEmpty {
                parts.append("\"parameters\": [\((inPath + parameters).joined(separator: ", "))]")
            }
            if isOpen { parts.append("\"security\": []") }
            if let body { parts.append("\"requestBody\": \(body)") }
            let good = answers.sorted { $0.key < $1.key }.map { status, content in
                "\"\(status)\": {\"description\": \"done\"\(content.map { ", \"content\": {\($0)}" } ?? "")}"
            }
            let bad = Set(problems + [400, 401, 403, 404, 405, 408, 413, 421, 429, 503]).sorted().map {
                "\"\($0)\": {\"$ref\": \"#/components/responses/Problem\"}"
            }
            parts.append("\"responses\": {\((good + bad).joined(separator: ", "))}")
            text = "{\(parts.joined(separator: ", "))}"
        }

        private static let address =
            "{\"name\": \"address\", \"in\": \"path\", \"required\": true, \"schema\": {\"$ref\": \"#/components/schemas/Address\"}}"

        static func query(_ name: String, _ schema: String, _ meaning: String) -> String {
            "{\"name\": \"\(name)\", \"in\": \"query\", \"description\": \"\(meaning)\", \"schema\": \(schema)}"
        }

        static func json(_ schema: String) -> String {
            "\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/\(schema)\"}}"
        }

        static let anyJSON = "\"application/json\": {\"schema\": {\"type\": \"object\"}}"
    }
#endif
