#if SQLite && Admin
    import ArgumentParser
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPExplain
    import DHCPProgram
    import Foundation

    /// Asks a running server of a client.
    struct RunningExplanation {
        let name: ClientName
        private let client: AdminClient

        /// Finds the server of a configuration, or of this machine; `nil` when none runs there.
        ///
        /// Throws an exit code when the configuration is wrong.
        init?(_ name: ClientName, _ file: LeaseFileArgument) throws {
            let settings = try file.config.map { try Plan.load($0).admin } ?? AdminSettings()
            let paths = AdminPlace.candidates(settings: settings, storage: try file.locate().storage, file: file.config)
            guard let client = try? AdminClient.first(of: paths) else { return nil }
            (self.name, self.client) = (name, client)
        }

        /// What became of the client's messages.
        func story() async throws -> ClientReport {
            let part = name.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return try Self.report(try await client.send("GET", "/api/v1/clients/\(part)"))
        }

        /// What would become of a message.
        func explain(_ wish: ClientWish) async throws -> ClientReport {
            let body = [UInt8](try JSONEncoder().encode(ExplanationRequest(name.text, wish)))
            return try Self.report(try await client.send("POST", "/api/v1/explain", body: body))
        }

        private static func report(_ answer: AdminClient.Answer) throws -> ClientReport {
            guard answer.isSuccess else { throw CannotRun(description: "the server says: \(detail(answer))") }
            return try JSONDecoder().decode(ClientReport.self, from: Data(answer.body))
        }

        private static func detail(_ answer: AdminClient.Answer) -> String {
            struct Problem: Decodable { let detail: String }
            return (try? JSONDecoder().decode(Problem.self, from: Data(answer.body)))?.detail ?? answer.text
        }
    }
#endif
