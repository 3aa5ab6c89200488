import DHCPSimulation
import Testing

/// A simulation that finds nothing shows something only if it finds what is there.
@Suite struct PlantedFaultTests {
    /// So many steps are enough to find each; most need a hundredth of them.
    private static let limit = 100_000

    @Test(.serialized, arguments: PlantedFault.harmful) func eachPlantedFaultIsFound(_ fault: PlantedFault) async throws
    {
        var steps = 0
        // From here on none takes long; Decision 18 has how many steps each takes from the first seed.
        var seed: UInt64 = 12
        while steps < Self.limit {
            let report = try await Simulation.play(
                SimulationPlan(seed: seed, steps: 5000, servers: 3, fault: fault))
            steps += report.steps
            if report.finding != nil { return }
            seed += 1
        }
        Issue.record("\(fault.rawValue) is not found in \(steps) steps")
    }
}

extension PlantedFault {
    /// Those that clients can suffer from.
    ///
    /// What is unknown and taken for a failure is told to nobody, and each later transaction is compared (Decision 18).
    fileprivate static let harmful = allCases.filter { $0 != .unknownTakenForFailure }
}
