public import DHCPLeases
import Synchronization

extension DHCPService where Responder == LeaseResponder {
    /// Serves another configuration; all leases are kept, and offers of addresses that their clients may still have.
    ///
    /// Clients are answered all the while, by the old configuration until this returns: leases go over in pieces. Waits
    /// while another configuration is on its way. Throws `LeaseConfigurationError` when the configuration can not be
    /// served, `DHCPServiceError` when the service ends, and `CancellationError`; the configuration there is stays then.
    public func reconfigure(_ configuration: LeaseConfiguration) async throws {
        let (policy, count) = try await read { ($0.engine.policy, $0.engine.leaseCount) }
        // Made here, as that takes a while for many subnets, and handed over, as two owners would copy it.
        let prepared = Mutex<LeaseSuccession?>(
            try LeaseSuccession(to: configuration, policy: policy, minimumCapacity: count))
        while try await !callMeanwhile({ $0.begin(prepared) }) { try await Task.sleep(for: .milliseconds(5)) }
        do {
            while try await !callMeanwhile({ $0.advanceSuccession() }) { try Task.checkCancellation() }
            let old = try await call { $0.finishSuccession() }
            // Its memory goes on another thread than that of the answers.
            Task.detached { withExtendedLifetime(old) {} }
        } catch {
            cast { $0.abandonSuccession() }
            throw error
        }
    }

    /// All leases, in pages of up to `size`; clients are answered between two of them.
    public func leases(pageSize size: Int = 1000) -> LeasePages { LeasePages(service: self, size: size) }

    /// The same, with times of day instead of leases' times.
    package func datedLeases(pageSize size: Int) -> LeasePages {
        LeasePages(service: self, size: size, hasTimesOfDay: true)
    }
}

/// The leases of a running server, page by page.
///
/// A lease that is there all the time comes once; when another configuration is taken over meanwhile, all come again from
/// the beginning. Throws `DHCPServiceError` when the service ends.
public struct LeasePages: AsyncSequence, Sendable {
    let service: DHCPService<LeaseResponder>
    let size: Int
    var hasTimesOfDay = false

    /// Begins with the first page.
    public func makeAsyncIterator() -> Iterator {
        Iterator(service: service, size: size, hasTimesOfDay: hasTimesOfDay)
    }

    /// Asks for one page after another.
    public struct Iterator: AsyncIteratorProtocol {
        let service: DHCPService<LeaseResponder>
        let size: Int
        let hasTimesOfDay: Bool
        private var cursor: LeaseCursor? = .start

        init(service: DHCPService<LeaseResponder>, size: Int, hasTimesOfDay: Bool) {
            (self.service, self.size, self.hasTimesOfDay) = (service, size, hasTimesOfDay)
        }

        /// The next page, which may be empty; `nil` at the end.
        public mutating func next() async throws -> [Lease]? {
            guard let cursor else { return nil }
            let size = size
            let (page, shift) = try await service.read {
                ($0.engine.leases(from: cursor, limit: size), $0.secondsToTimeOfDay)
            }
            self.cursor = page.next
            return hasTimesOfDay && shift != 0 ? page.leases.map { $0.shifted(by: shift) } : page.leases
        }
    }
}

extension LeaseResponder {
    /// So many addresses go over between two batches of messages.
    private static let successionStep = 1000

    /// Begins with another configuration, unless one is on its way already.
    fileprivate mutating func begin(_ prepared: borrowing Mutex<LeaseSuccession?>) -> Bool {
        guard succession == nil else { return false }
        succession = prepared.withLock { $0.take() }
        succession?.begin(&pipeline.engine)
        return true
    }

    /// Takes some more over; says whether it may be finished.
    fileprivate mutating func advanceSuccession() -> Bool {
        succession?.advance(&pipeline.engine, limit: Self.successionStep) ?? true
    }

    /// Puts the other configuration in the place of the one there is, and returns the engine that was.
    fileprivate mutating func finishSuccession() -> LeaseEngine? {
        defer { events.tell(.reconfigured) }
        return succession.take()?.finish(&pipeline.engine)
    }

    fileprivate mutating func abandonSuccession() {
        succession.take()?.abandon(&pipeline.engine)
    }
}
