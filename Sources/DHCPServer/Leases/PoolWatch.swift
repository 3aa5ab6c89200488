import DHCP
import DHCPLeases

/// Tells when a pool runs full: once at nine tenths and once when it is exhausted, and again only after it had room.
struct PoolWatch {
    /// How full a pool is said to be.
    enum Level: Int, Comparable {
        case roomy
        case nearlyFull
        case exhausted

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The pools that are not roomy; most are, and cost no more than a look.
    private var levels: [IPv4Range: Level] = [:]

    /// The pools that have become fuller than was last said.
    mutating func rising(_ pools: [PoolUsage]) -> [(pool: PoolUsage, level: Level)] {
        var rising: [(PoolUsage, Level)] = []
        var current: [IPv4Range: Level] = [:]
        for pool in pools {
            let level = Self.level(of: pool)
            if level == .roomy && levels.isEmpty { continue }
            let said = levels[pool.range] ?? .roomy
            // Between 85 and 90 percent nothing changes, so that a pool at the border is not told of all the time.
            let isAtBorder = said > .roomy && level == .roomy && pool.free * 100 < pool.capacity * 15
            let new = isAtBorder ? .nearlyFull : level
            if new > .roomy { current[pool.range] = new }
            if level > said { rising.append((pool, level)) }
        }
        levels = current
        return rising
    }

    private static func level(of pool: PoolUsage) -> Level {
        if pool.free == 0 { return pool.capacity == 0 ? .roomy : .exhausted }
        return pool.free * 10 <= pool.capacity ? .nearlyFull : .roomy
    }
}
