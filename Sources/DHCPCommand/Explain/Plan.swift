#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import Foundation

    /// `dhcp plan` says what another configuration would do to the clients that have leases.
    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a new configuration would change, and for whom, before it is served.",
            discussion: """
                Asks the server that runs (that of --config, else that of this machine): each lease, as it knows it now, is \
                renewed under what it serves, with reservations made at run time, and under NEW, and the answers are \
                compared: who loses an address and why, what each gets instead, which options change for how many, when \
                they notice, whose subnet changes, which pools are too small, and what is only taken over at the next start. \
                NEW is read here with the files that it includes, and sent; the server reads no file for it, takes up to 4 MiB, \
                and changes nothing.

                Where no server runs, and with --offline or --store, it takes the configuration that is served (--config) and \
                its leases in the file; a server may use them meanwhile.

                Examples:
                  dhcp plan new.yaml
                  dhcp plan new.yaml --config /etc/dhcp/dhcp.yaml
                  dhcp plan new.yaml --config old.yaml --store copy.sqlite --json | jq .losses

                Exit codes: 0 nobody loses an address, 1 somebody does, 2 wrong usage, 69 cannot run here.
                """)

        @Argument(help: "The new configuration.", completion: .configuration)
        var new: String

        @OptionGroup var file: LeaseFileArgument

        @Option(
            name: .long,
            help: ArgumentHelp("The socket of the server, when it is found nowhere else.", valueName: "path"),
            completion: .file())
        var socket: String?

        @Flag(name: .long, help: "Ask no server that runs: look at the configuration and its leases.")
        var offline = false

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            if socket != nil, offline || file.store != nil {
                throw ValidationError("--socket asks a server that runs; --offline and --store look at a file")
            }
            if file.config == nil, offline || file.store != nil {
                throw ValidationError("name the configuration that is served, as in --config dhcp.yaml")
            }
        }

        func run() async throws {
            let plan: ReloadPlan
            var remarks: [String] = []
            if let asked = try await askServer() {
                plan = asked
            } else {
                (plan, remarks) = try await stored()
            }
            if json {
                StandardOutput.writeJSON(try Output.json(plan))
            } else {
                PlanText(plan).lines.forEach { StandardOutput.write($0) }
                remarks.forEach { StandardOutput.write($0) }
            }
            if plan.clients.losesAddresses { throw ExitCode(.negative) }
        }

        /// What the server says that runs; `nil` when none is to be asked, or none runs.
        private func askServer() async throws -> ReloadPlan? {
            #if Admin
                if offline || file.store != nil { return nil }
                var server = RunningServerArgument()
                (server.socket, server.config, server.store) = (socket, file.config, nil)
                guard let running = try RunningPlan(server, mustRun: socket != nil) else { return nil }
                return try await running.plan(of: new)
            #else
                return nil
            #endif
        }

        /// What the lease file says.
        private func stored() async throws -> (ReloadPlan, remarks: [String]) {
            guard let config = file.config else {
                throw CannotRun(
                    description: "no server runs on this machine: name the configuration that is served, as in "
                        + "--config dhcp.yaml")
            }
            let (old, wanted) = (try Self.load(config), try Self.load(new))
            let interfaces = (try? NetworkInterface.all()) ?? []
            var before = try await StoredNetwork(old.leases.planned, of: file, interfaces: interfaces)
            var after = try await StoredNetwork(wanted.leases.planned, of: file, interfaces: interfaces)
            let now = DHCPInstant(seconds: Int64(Date().timeIntervalSince1970))
            _ = before.expire(at: now)
            _ = after.expire(at: now)
            let clients = ChangePlan(from: &before.engine, to: &after.engine, at: now)
            let plan = ReloadPlan(from: old, to: wanted, clients: clients, at: UInt32(clamping: now.seconds))
            return (plan, before.remarks)
        }

        static func load(_ path: String) throws -> ServerConfiguration {
            do throws(ConfigurationErrors) {
                return try ServerConfiguration.load(path).configuration
            } catch {
                throw CannotRun(description: error.description)
            }
        }
    }

    extension StoredNetwork {
        /// Ends what has run out.
        mutating func expire(at now: DHCPInstant) -> Int {
            var count = 0
            while case let ended = engine.expire(at: now).count, ended > 0 { count += ended }
            return count
        }
    }
#endif
