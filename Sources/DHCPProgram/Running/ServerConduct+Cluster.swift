import CDHCPBuild
import DHCPConfiguration
package import DHCPLeases
import DHCPServer
import Synchronization

extension ServerConduct {
    /// Makes a responder for a store: a member of a cluster where several servers share that, and this one has a name there.
    ///
    /// A program that has a store of its own says the name; its servers may be several on one host. Throws
    /// ``CompleteServerError`` when the host's name is none for a member.
    func makeResponder(_ engine: LeaseEngine, _ store: any LeaseStore) throws -> LeaseResponder {
        let configuration = configuration
        let member = store.isShared ? membership(by: configuration) : nil
        if member == nil, store.isShared, !hasOwnStore {
            throw CompleteServerError(.configuration, HostName.message(HostName.current))
        }
        var responder = LeaseResponder(engine: engine, store: store, cluster: member, events: events, logger: logger)
        responder.logsLeases = configuration.log.leases
        responder.storyMemory = configuration.explain.memory
        responder.prober = makeProber(configuration)
        if member != nil {
            responder.version = String(cString: cdhcp_version())
            responder.servedConfiguration = (EffectiveConfiguration(configuration).digest, isOnPurpose: false)
            state.withLock { $0.isMember = true }
        }
        return responder
    }

    private func membership(by configuration: ServerConfiguration) -> ClusterSettings? {
        configuration.cluster.settings(ofHost: hasOwnStore ? "" : HostName.current)
    }

    /// Tells the other members what is served from now on: somebody wants it so.
    ///
    /// Throws `DHCPServiceError` when the service has ended.
    func tellMembers(_ configuration: ServerConfiguration) async throws {
        guard state.withLock({ $0.isMember }), let settings = membership(by: configuration) else { return }
        let digest = EffectiveConfiguration(configuration).digest
        try await service.value().call { responder in
            responder.adopt(settings)
            responder.servedConfiguration = (digest, isOnPurpose: true)
        }
    }
}

extension CompleteServer.Handle {
    /// What the engine is told of the cluster; for tests.
    package func clusterView() async throws -> ClusterView? {
        try await conduct.service.value().read { $0.engine.cluster }
    }
}
