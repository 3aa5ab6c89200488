/// Whose turn it is among some names, for each key (rendezvous hashing): when a name comes or goes, no key moves but its own.
///
/// The same in each process and on each machine.
struct Rendezvous: Sendable {
    /// Of each name a number (FNV-1a).
    private let seeds: [UInt64]

    init(_ names: [String]) {
        seeds = names.map { name in
            name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
    }

    var count: Int { seeds.count }

    /// The place of the name whose turn it is; `nil` without names.
    func first(for key: UInt64) -> Int? {
        var best: (place: Int, weight: UInt64, seed: UInt64)?
        for (place, seed) in seeds.enumerated() {
            let weight = Self.mixed(seed ^ key &* 0x9E37_79B9_7F4A_7C15)
            if let best, (best.weight, best.seed) >= (weight, seed) { continue }
            best = (place, weight, seed)
        }
        return best?.place
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
