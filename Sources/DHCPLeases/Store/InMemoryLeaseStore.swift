import DHCP
import Synchronization

/// A store that forgets everything when the process ends.
///
/// For tests, and for networks where clients may change addresses whenever the server restarts.
public final class InMemoryLeaseStore: LeaseStore {
    private let table: Mutex<[IPv4Address: Lease]>
    private let mark: Mutex<LeaseTimeMark?>

    /// Makes a store that holds `leases`, stored last at `mark`.
    public init(_ leases: [Lease] = [], mark: LeaseTimeMark? = nil) {
        self.mark = Mutex(mark)
        table = Mutex(Dictionary(leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 }))
    }

    /// Hands every lease to `body`, and throws what that throws.
    public func load(_ body: (Lease) throws -> Void) async rethrows {
        for lease in table.withLock({ Array($0.values) }) { try body(lease) }
    }

    /// Keeps the changes in memory.
    ///
    /// Every change is committed.
    public func commit(_ changes: [LeaseChange]) async -> [CommitResult] {
        table.withLock { leases in
            for change in changes {
                if let address = change.address { leases[address] = change.after }
            }
        }
        return Array(repeating: .committed, count: changes.count)
    }

    /// The mark that was kept last.
    public func timeMark() async -> LeaseTimeMark? { mark.withLock { $0 } }

    /// Keeps a mark in memory.
    public func keep(_ mark: LeaseTimeMark) async { self.mark.withLock { $0 = mark } }
}
