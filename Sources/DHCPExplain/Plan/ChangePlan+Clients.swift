public import DHCP
import DHCPLeases

extension ChangePlan {
    /// A client that loses its address.
    public struct Loss: Hashable, Sendable, Codable {
        /// What takes the address away.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// A reservation for another client.
            case reservedForAnother = "reserved-for-another"
            /// A reservation of another address for the client itself.
            case reservedElsewhere = "reserved-elsewhere"
            /// No subnet has the address.
            case noSubnet = "no-subnet"
            /// No pool has the address.
            case noPool = "no-pool"
            /// A rule that keeps the client from the address.
            case refused
        }

        /// The address.
        public let address: IPv4Address
        /// Who has it, for people.
        public let client: String
        /// What takes it away.
        public let kind: Kind
        /// The same in words.
        public let cause: String
        /// What the client gets instead; `nil` for nothing.
        public internal(set) var next: IPv4Address?
        /// When the client notices, as a time of day in seconds since 1970.
        public internal(set) var notice: UInt32
        /// When the lease runs out; then the address is gone at the latest.
        public internal(set) var end: UInt32

        func dated(_ shift: (UInt32) -> UInt32) -> Loss {
            var copy = self
            (copy.notice, copy.end) = (shift(notice), shift(end))
            return copy
        }
    }

    /// A client that keeps its address, and is told something else with it.
    public struct Change: Hashable, Sendable, Codable {
        /// The address.
        public let address: IPv4Address
        /// Who has it, for people.
        public let client: String
        /// What is told otherwise, as in `option 6 (domain-name-servers): 10.0.0.1, now 10.0.0.2`.
        public let differences: [String]
        /// When the client notices, as a time of day in seconds since 1970.
        public internal(set) var notice: UInt32

        func dated(_ shift: (UInt32) -> UInt32) -> Change {
            var copy = self
            copy.notice = shift(notice)
            return copy
        }
    }

    /// Clients whose subnet becomes another one.
    public struct SubnetChange: Hashable, Sendable, Codable {
        /// In which subnet they are.
        public let from: IPv4Prefix
        /// In which they will be.
        public let to: IPv4Prefix
        /// How many they are.
        public let clients: Int
    }

    /// A pool that is too small, or nearly.
    public struct TightPool: Hashable, Sendable, Codable {
        /// Its addresses.
        public let range: IPv4Range
        /// How many of them are for everybody.
        public let capacity: Int
        /// How many would be free.
        public let free: Int

        static func all(_ engine: LeaseEngine) -> [TightPool] {
            engine.pools.filter { $0.capacity > 0 && $0.free * 10 < $0.capacity }.map {
                TightPool(range: $0.range, capacity: $0.capacity, free: $0.free)
            }
        }
    }

    /// A subnet without room for all who lose their address and need another one there.
    public struct Shortage: Hashable, Sendable, Codable {
        /// The subnet.
        public let subnet: IPv4Prefix
        /// How many clients need another address there.
        public let clients: Int
        /// How many of them get none.
        public let without: Int
    }
}

/// The first clients that notice a change, in a bound of memory.
struct FirstChanges {
    private var changes: [ChangePlan.Change] = []

    mutating func add(_ change: @autoclosure () -> ChangePlan.Change) {
        changes.append(change())
        if changes.count >= 2 * ChangePlan.lossLimit { changes = first }
    }

    /// Those that notice first in front.
    var first: [ChangePlan.Change] {
        Array(
            changes.sorted { ($0.notice, $0.address) < ($1.notice, $1.address) }.prefix(ChangePlan.lossLimit))
    }
}
