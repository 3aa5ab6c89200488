import DHCPSimulation
import Testing

/// A simulation that finds nothing shows something only if it finds what is there.
@Suite struct PlantedFaultTests {
    /// So many steps are enough to find each; most need a hundredth of them.
    private static let limit = 100_000

    @Test(arguments: PlantedFault.shown) func eachPlantedFaultIsFound(_ fault: PlantedFault) async throws {
        var steps = 0
        var seed: UInt64 = 1
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
    /// Those that are found in a short time; the others take more steps than a test has.
    fileprivate static let shown: [PlantedFault] = [
        .compareLeftOut, .promiseNotHonoured, .renewalBeyondPromise, .watchEventLost, .unknownTakenForSuccess,
        .stepInWithoutAsking, .acknowledgedBeforeCommit, .compactionOverlooked,
    ]
}
