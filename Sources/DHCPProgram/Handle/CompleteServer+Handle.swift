public import DHCP
public import DHCPConfiguration
import DHCPLeases
public import DHCPServer
import Synchronization

extension CompleteServer {
    /// Reaches a server from anywhere: from other services of the program, and from its own policy.
    ///
    /// What asks the running server waits until it runs, and throws `DHCPServiceError.notRunning` when it has ended, or what
    /// kept it from starting. A policy must not await it in `prepare(for:)`: it would wait for itself.
    public struct Handle: Sendable {
        let conduct: ServerConduct

        /// Waits until clients can be served, and returns where they are heard, with the ports that were really bound.
        ///
        /// Throws what kept the server from starting, `DHCPServiceError.notRunning` when it ended before, and
        /// `CancellationError`.
        @discardableResult
        public func ready() async throws -> [DHCPEndpoint] { try await conduct.readiness.value() }

        // MARK: The configuration

        /// What was read and is served; of what needs a restart, as it was at the start.
        public var configuration: ServerConfiguration { conduct.configuration }

        /// Reads the configuration again and serves it; all leases are kept, and clients are answered all the while.
        ///
        /// With `configuration`, that one is served instead, and is the one that is read again next.
        ///
        /// Throws `ConfigurationErrors` with everything that is wrong with a file, `LeaseConfigurationError` for values that
        /// can not be served, and `DHCPServiceError.overloaded` when too many reloads wait; what was served before is
        /// served on then.
        @discardableResult
        public func reload(_ configuration: Configuration? = nil) async throws -> ReloadReport {
            try await conduct.reload(configuration)
        }

        /// What ``reload(_:)`` would do and throw, without doing it.
        public func check(_ configuration: Configuration? = nil) async throws -> ReloadReport {
            try await conduct.check(configuration)
        }

        /// What is served, with defaults and with what administrators reserved, as a file whose comments say where each
        /// value comes from.
        ///
        /// They are left out when the configuration was made of values, or its file has been changed since it was read.
        /// Throws `DHCPServiceError` when the server has ended.
        @concurrent public func effectiveConfiguration() async throws -> String {
            let (source, read) = conduct.state.withLock { ($0.source, $0.configuration) }
            var served = read
            served.leases = try await conduct.service.value().read { $0.engine.configuration }
            // The file is read again, as the places of all values would take more memory than the configuration.
            let effective = source.review(of: read).flatMap {
                EffectiveConfiguration(served: served, readFrom: $0)
            }
            return (effective ?? EffectiveConfiguration(served)).yaml
        }

        // MARK: What happens

        /// How the server stands: its interfaces, its store, how full the pools are, what was counted.
        ///
        /// Throws `DHCPServiceError` when it has ended.
        public func status() async throws -> ServerStatus { try await conduct.status() }

        /// How many messages were received since the server began; none before that.
        package var receivedMessages: Int { conduct.service.present?.statistics.received ?? 0 }

        /// What is decided and stored from now on, until the server ends; several may listen.
        ///
        /// Up to `limit` events wait for a slow listener; what is more it misses, and is told so. Nobody who listens can hold
        /// the server up.
        public func events(limit: Int = 1024) -> AsyncStream<LeaseEvent> { conduct.events.listen(limit: limit) }

        /// Logs what was counted so far, how full the pools are, and how it stands with the interfaces.
        public func logStatistics() async { await conduct.logStatistics() }
    }
}
