#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import DHCPSQLite
    import Foundation

    /// Explains a client from a configuration and its leases, without a server.
    struct StoredExplanation {
        let name: ClientName
        let config: String
        let file: LeaseFileArgument
        let question: QuestionArguments
        /// Whether a server was looked for, and none runs.
        var isWithoutServer = false

        /// What is said.
        func report() async throws -> ClientReport {
            let review = try review()
            guard let configuration = review.configuration else { throw ExitCode(.negative) }
            let interfaces = (try? NetworkInterface.all()) ?? []
            var store = try await StoredNetwork(configuration.leases, of: file, interfaces: interfaces)
            let now = DHCPInstant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
            let time = question.moment?.instant(now: now) ?? now
            let known = KnownClient(
                name, leases: store.leases(meaning: name), configuration: store.configuration,
                now: UInt32(clamping: time.seconds))
            let asked = try QuestionPlace(
                known: known, wish: question.wish(now: now), configuration: store.configuration, interfaces: interfaces
            ).question()
            // What has run out by then is free.
            _ = store.expire(at: time)
            let request = try message(asked, &store.engine, at: time)
            // A server would ask whether anybody has the address, where it can.
            store.engine.probeReach = ProbeReach(of: interfaces)
            var trace = DecisionTrace()
            let decision = store.engine.preview(request, at: time, tracing: &trace)
            let message = ExplainedMessage(decision, trace, of: request)
            let explanation = Explanation(message, in: NetworkFacts(store.engine, about: message, at: time))
            let report = ClientReport(
                known.title, at: UInt32(clamping: time.seconds), known: known.lines, unseen: store.remarks,
                wouldHappen: explanation, absentServer: isWithoutServer ? config : nil)
            return report.located { review.place(of: $0) }
        }

        private func message(
            _ asked: ClientQuestion, _ engine: inout LeaseEngine, at time: DHCPInstant
        ) throws -> DHCPRequest {
            var offer: DHCPMessage?
            if asked.kind == .request, let discover = asked.message() {
                offer = engine.decide(discover, at: time).reply?.message
            }
            guard let request = asked.message(taking: offer) else {
                throw CannotRun(
                    description:
                        "a client that would \(asked.kind.rawValue) has an address, and none is known: give --ask ADDRESS"
                )
            }
            return request
        }

        private func review() throws -> ConfigurationReview {
            let review: ConfigurationReview
            do throws(ConfigurationErrors) {
                review = try ConfigurationReview.load(config)
            } catch {
                throw CannotRun(description: error.description)
            }
            if review.configuration == nil {
                for diagnostic in review.diagnostics { StandardError.write(diagnostic.description) }
            }
            return review
        }
    }
#endif
