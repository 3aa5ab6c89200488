#if Admin
    import DHCPConfiguration
    import DHCPProgram
    import Hummingbird

    extension AdminRoutes {
        /// The configuration: what is served, whether another one could be, and reading it again.
        mutating func addConfiguration() {
            on(.get, "/api/v1/configuration", .reader) { call in
                try call.allow()
                return .text(try await call.server.effectiveConfiguration(), type: "application/yaml")
            }
            on(.post, "/api/v1/configuration/check", .reader, bodyLimit: Administration.configurationLimit) { call in
                try call.allow()
                let text = String(buffer: call.body)
                let (configuration, warnings) = try ServerConfiguration.parse(posted: text)
                let report = try await call.server.check(.values(configuration))
                return try .json(CheckAnswer(report, warnings: warnings.map(\.description)))
            }
            on(.post, "/api/v1/reload", .operator) { call in
                try call.allow("check")
                if try call.flag("check") { return try await .json(call.server.check()) }
                let report = try await call.server.reload()
                call.tell("had the configuration read again: \(report.changes)")
                return try .json(report)
            }
        }
    }

    /// What a posted configuration would change.
    private struct CheckAnswer: Encodable {
        let changes: String
        let needsRestart: [String]
        let warnings: [String]
        let leasesThatOnlyRunOut: Int

        init(_ report: ReloadReport, warnings: [String]) {
            changes = report.changes
            needsRestart = report.needsRestart
            self.warnings = warnings + report.warnings
            leasesThatOnlyRunOut = report.leasesThatOnlyRunOut
        }
    }
#endif
