import DHCPLeases

/// What is simulated.
public struct SimulationPlan: Sendable {
    /// All that happens follows from it.
    public var seed: UInt64
    /// How often clients send or take something in.
    public var steps: Int
    /// How many servers share the store; a single one has a store of its own, that fails now and then.
    public var servers: Int
    /// How many clients there are on each of two networks, which have seven addresses each.
    public var clients: Int
    /// What is wrong on purpose.
    public var fault: PlantedFault?
    /// Told all that happens, in words, for people who look for a cause.
    public var log: (@Sendable (String) -> Void)?

    /// Makes a plan.
    public init(seed: UInt64, steps: Int = 5000, servers: Int = 3, clients: Int = 8, fault: PlantedFault? = nil) {
        (self.seed, self.steps, self.servers) = (seed, steps, servers)
        (self.clients, self.fault) = (clients, fault)
    }
}

/// What came of a simulation.
public struct SimulationReport: Sendable {
    /// The first thing that must not be; `nil` when all was well.
    public internal(set) var finding: Finding?
    /// How often clients sent or took something in.
    public internal(set) var steps = 0
    /// How often what clients, servers and the store do happened, and by its number each reason.
    private var events: [String: Int] = [:]
    private var reasons = [Int](repeating: 0, count: 256)

    /// How often each thing happened, so that a run that shows nothing is seen.
    public var counts: [String: Int] {
        let told = ReasonCode.allCases.map { ($0.word, reasons[Int($0.rawValue)]) }.filter { $0.1 > 0 }
        return events.merging(told) { $0 + $1 }
    }

    /// Something that must not be.
    public struct Finding: Sendable, CustomStringConvertible {
        /// What it is.
        public let rule: Rule
        /// The facts.
        public let description: String
        /// After how many steps.
        public let step: Int
        /// After how many seconds.
        public let seconds: Int64
    }

    /// What must be.
    public enum Rule: String, CaseIterable, Sendable {
        /// Two clients never have one address.
        case oneClientOneAddress
        /// What a client is told of stands in the store, and is promised for as long.
        case acknowledgedIsStored
        /// Nobody is refused the address that the store holds for it.
        case ownerIsNotRefused
        /// A client has one address of a network.
        case oneAddressOneClient
        /// A client of a living member is left to it.
        case livingAnswerThemselves
        /// When nothing happens any more all members know what the store holds.
        case allKnowTheSame
        /// When all leases have ended each address is free for somebody.
        case freeIsReachable
    }

    mutating func count(_ what: String) { events[what, default: 0] += 1 }

    /// Without words, as there are several for each step.
    mutating func count(_ reason: ReasonCode) { reasons[Int(reason.rawValue)] += 1 }
}
