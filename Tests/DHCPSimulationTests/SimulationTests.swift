import DHCPSimulation
import Foundation
import Testing

/// Servers that share a store, and one that has a store of its own, among faults of every kind.
///
/// `DHCP_SIMULATION_SEEDS` sets how many histories there are in all; a failure prints its seed, and
/// `make simulate SEED=…` repeats it.
@Suite struct SimulationTests {
    static let seeds = ProcessInfo.processInfo.environment["DHCP_SIMULATION_SEEDS"].flatMap { Int($0) } ?? 200

    @Test(.serialized, arguments: 0..<8) func noTwoClientsEverHaveOneAddressAndWhatIsToldIsStored(part: Int)
        async throws
    {
        var counts: [String: Int] = [:]
        for number in stride(from: part, to: Self.seeds, by: 8) {
            let servers = [1, 2, 3, 2, 5][number / 8 % 5]
            let report = try await Simulation.play(
                SimulationPlan(seed: UInt64(10_000 + number), steps: 5000, servers: servers))
            #expect(
                report.finding == nil,
                "SEED=\(10_000 + number) SERVERS=\(servers) STEPS=5000: \(report.finding.map { "\($0)" } ?? "")")
            counts.merge(report.counts) { $0 + $1 }
        }
        // What did not happen is not shown.
        for what in [
            "ack", "nak", "release", "decline", "crash", "trouble", "conflict", "loaded again", "commit late",
            "commit answerLost", "other-member", "no-quorum", "lease ran out",
        ] { #expect(counts[what, default: 0] > 0, "no \(what)") }
    }

    @Test func theSamePlanGivesTheSameHistory() async throws {
        var reports: [SimulationReport] = []
        for _ in 0..<2 { reports.append(try await Simulation.play(SimulationPlan(seed: 7, steps: 1000))) }
        #expect(reports[0].counts == reports[1].counts && reports[0].steps == reports[1].steps)
    }
}
