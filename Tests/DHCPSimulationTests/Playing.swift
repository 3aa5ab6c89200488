import DHCPSimulation
import Dispatch

/// One after another, so that half of a small machine is left to tests that wait for something.
private let stage = DispatchQueue(label: "dhcp.simulation")

extension Simulation {
    /// Plays a history on a thread of its own: on one of the pool it would keep others waiting for seconds.
    static func play(_ plan: SimulationPlan) async throws -> SimulationReport {
        try await withCheckedThrowingContinuation { continuation in
            stage.async { continuation.resume(with: Result { try run(plan) }) }
        }
    }
}
