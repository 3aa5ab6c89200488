import DHCPSimulation
import Glibc

/// `SEED`, `SEEDS`, `STEPS`, `SERVERS`, `FAULT` and `TRACE` of the environment say what is simulated.
func setting(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

let first = setting("SEED").flatMap(UInt64.init) ?? 1
let seeds = setting("SEEDS").flatMap(UInt64.init) ?? 1
var steps = 0
var counts: [String: Int] = [:]
for seed in first..<first + seeds {
    var plan = SimulationPlan(seed: seed, steps: setting("STEPS").flatMap(Int.init) ?? 5000)
    plan.servers = setting("SERVERS").flatMap(Int.init) ?? Int(seed % 3) + 2
    plan.fault = setting("FAULT").flatMap(PlantedFault.init)
    if setting("TRACE") != nil { plan.log = { print($0) } }
    let report = try Simulation.run(plan)
    steps += report.steps
    counts.merge(report.counts) { $0 + $1 }
    guard let finding = report.finding else { continue }
    print("SEED=\(seed) SERVERS=\(plan.servers) STEPS=\(plan.steps): \(finding.rule.rawValue)")
    print("after \(finding.step) steps of this seed, \(steps) in all")
    print(finding.description)
    exit(1)
}
print("\(seeds) seeds, \(steps) steps of clients: nothing found")
if setting("COUNTS") != nil {
    for (what, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(what): \(count)") }
}
