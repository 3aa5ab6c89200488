#if Admin
    import DHCPConfiguration
    import DHCPExplain
    import DHCPProgram
    import HTTPTypes
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
            on(.post, "/api/v1/configuration/plan", .reader, bodyLimit: Administration.configurationLimit) { call in
                try call.allow("limit")
                let limit = try call.planLimit()
                let (configuration, warnings) = try ServerConfiguration.parse(posted: String(buffer: call.body))
                return try await LongAnswer.json(on: call.administration.load.executor) { [server = call.server] in
                    try await server.plan(.values(configuration)).limited(
                        to: limit, adding: warnings.map(\.description))
                }
            }
            on(.post, "/api/v1/reload", .operator) { call in
                try call.allow("check", "plan", "limit")
                let limit = try call.planLimit()
                if try call.query.flag("plan") {
                    return try await LongAnswer.json(on: call.administration.load.executor) { [server = call.server] in
                        try await server.plan().limited(to: limit)
                    }
                }
                if try call.query.flag("check") { return try await .json(call.server.check()) }
                let report =
                    if let digest = call.request.headers[.ifMatch], digest != "*" {
                        try await call.server.reload(asPlanned: digest.filter { $0 != "\"" })
                    } else {
                        try await call.server.reload()
                    }
                call.tell("had the configuration read again: \(report.changes)")
                return try .json(report)
            }
        }
    }

    extension AdminCall {
        /// How many clients of each kind a plan names.
        fileprivate func planLimit() throws -> Int {
            try query.number("limit", in: 0...ChangePlan.lossLimit) ?? ChangePlan.lossLimit
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
