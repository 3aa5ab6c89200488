#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPServer
    import Foundation

    /// `dhcp plan` says what another configuration would do to the clients that have leases.
    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a new configuration would change, and for whom, before it is served.",
            discussion: """
                Takes the configuration that is served (--config) and its leases, renews each lease under both configurations, \
                and compares the answers: who loses an address and why, what each would get instead, which options change for \
                how many, when they notice, which pools are too small, and what is only taken over at the next start. Nothing \
                is changed, and a server may use the leases meanwhile.

                Examples:
                  dhcp plan new.yaml --config /etc/dhcp/dhcp.yaml
                  dhcp plan new.yaml --config old.yaml --store copy.sqlite --json | jq .losses

                Exit codes: 0 nobody loses an address, 1 somebody does, 2 wrong usage, 69 cannot run here.
                """)

        @Argument(help: "The new configuration.", completion: .configuration)
        var new: String

        @OptionGroup var file: LeaseFileArgument

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            if file.config == nil {
                throw ValidationError("name the configuration that is served, as in --config dhcp.yaml")
            }
        }

        func run() async throws {
            guard let config = file.config else { return }
            let (old, wanted) = (try Self.load(config), try Self.load(new))
            let interfaces = (try? NetworkInterface.all()) ?? []
            var before = try await StoredNetwork(old.leases, of: file, interfaces: interfaces)
            var after = try await StoredNetwork(wanted.leases, of: file, interfaces: interfaces)
            let now = DHCPInstant(seconds: Int64(Date().timeIntervalSince1970))
            _ = before.expire(at: now)
            _ = after.expire(at: now)
            let plan = ChangePlan(from: &before.engine, to: &after.engine, at: now)
            if json {
                StandardOutput.writeJSON(try Output.json(plan))
            } else {
                let change = ConfigurationChange(from: old, to: wanted)
                StandardOutput.write("\(change)")
                plan.lines(at: UInt32(clamping: now.seconds)).forEach { StandardOutput.write($0) }
                for setting in change.needsRestart { StandardOutput.write("at the next start only: \(setting)") }
                before.remarks.forEach { StandardOutput.write($0) }
            }
            if plan.losesAddresses { throw ExitCode(.negative) }
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
