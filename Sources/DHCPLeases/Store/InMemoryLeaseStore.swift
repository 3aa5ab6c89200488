import DHCP
import Synchronization

/// A store that forgets everything when the process ends.
///
/// For tests, and for networks where clients may change addresses whenever the server restarts.
public final class InMemoryLeaseStore: LeaseStore {
    private let leases: Mutex<[IPv4Address: Lease]>

    /// Makes a store that holds `leases`.
    public init(_ leases: [Lease] = []) {
        self.leases = Mutex(Dictionary(leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 }))
    }

    /// All leases, in the order of their addresses.
    public func load() async -> [Lease] {
        leases.withLock { $0.values.sorted { $0.address < $1.address } }
    }

    /// Keeps the changes in memory.
    ///
    /// Every change is committed.
    public func commit(_ changes: [LeaseChange]) async -> [CommitResult] {
        leases.withLock { leases in
            for change in changes {
                if let address = change.address { leases[address] = change.after }
            }
        }
        return Array(repeating: .committed, count: changes.count)
    }
}
