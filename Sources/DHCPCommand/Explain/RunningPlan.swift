#if Admin
    import ArgumentParser
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPProgram
    import Foundation

    /// Asks a running server what another configuration would do.
    struct RunningPlan {
        private let client: AdminClient

        /// Asks this server.
        init(_ client: AdminClient) { self.client = client }

        /// Finds the server; `nil` where none runs and none `mustRun`.
        ///
        /// Throws ``CannotRun`` when one runs that this user may not ask.
        init?(_ server: RunningServerArgument, mustRun: Bool) throws {
            let paths = try server.candidates()
            // The configuration may say that there is none.
            if paths.isEmpty { return nil }
            do throws(AdminClientError) {
                client = try AdminClient.first(of: paths)
            } catch {
                if error.isAbsence, !mustRun { return nil }
                throw CannotRun(description: error.description)
            }
        }

        /// What a file that this command reads would do.
        func plan(of path: String) async throws -> ReloadPlan {
            let text: String
            do throws(ConfigurationErrors) {
                text = try ServerConfiguration.postable(path)
            } catch {
                throw CannotRun(description: error.description)
            }
            return try Self.plan(
                try await client.ask(
                    "POST", "/api/v1/configuration/plan", body: Array(text.utf8), type: "application/yaml"))
        }

        /// What reading its own configuration again would do.
        func planOfReload() async throws -> ReloadPlan {
            try Self.plan(try await client.ask("POST", "/api/v1/reload?plan=true"))
        }

        private static func plan(_ answer: AdminClient.Answer) throws -> ReloadPlan {
            do {
                return try JSONDecoder().decode(ReloadPlan.self, from: Data(answer.body))
            } catch {
                throw CannotRun(description: AdminProblem(answer).detail)
            }
        }
    }
#endif
