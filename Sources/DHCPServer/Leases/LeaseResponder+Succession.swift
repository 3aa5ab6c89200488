public import DHCPLeases
import Synchronization

extension DHCPService where Responder == LeaseResponder {
    /// Serves another configuration; all leases are kept, and offers of addresses that their clients may still have.
    ///
    /// Clients are answered all the while, by the old configuration until this returns: leases go over in pieces. Waits
    /// while another configuration is on its way. Throws `LeaseConfigurationError` when the configuration can not be
    /// served, `DHCPServiceError` when the service ends, and `CancellationError`; the configuration there is stays then.
    public func reconfigure(_ configuration: LeaseConfiguration) async throws {
        let (policy, count) = try await callUrgently { ($0.engine.policy, $0.engine.leaseCount) }
        // Made here, as that takes a while for many subnets, and handed over, as two owners would copy it.
        let prepared = Mutex<LeaseSuccession?>(
            try LeaseSuccession(to: configuration, policy: policy, minimumCapacity: count))
        var begun: UInt64?
        while begun == nil {
            begun = try await callUrgently { $0.begin(prepared) }
            if begun == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        guard let number = begun else { return }
        do {
            while try await !callUrgently({ $0.advanceSuccession(number) }) { try Task.checkCancellation() }
            let old = try await callUrgently(settling: true) { $0.finishSuccession(number) }
            // Its memory goes on another thread than that of the answers.
            Task.detached { withExtendedLifetime(old) {} }
        } catch {
            castUrgently { $0.abandonSuccession(number) }
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

    /// Begins with another configuration, and returns the number that it has; `nil` while another is on its way.
    fileprivate mutating func begin(_ prepared: borrowing Mutex<LeaseSuccession?>) -> UInt64? {
        guard succession == nil, var next = prepared.withLock({ $0.take() }) else { return nil }
        next.begin(&pipeline.engine)
        successionCount += 1
        succession = next
        return successionCount
    }

    /// Takes some more over; says whether it may be finished, or is not on its way any more.
    fileprivate mutating func advanceSuccession(_ number: UInt64) -> Bool {
        guard number == successionCount else { return true }
        return succession?.advance(&pipeline.engine, limit: Self.successionStep) ?? true
    }

    /// Puts the other configuration in the place of the one there is, and returns the engine that was.
    fileprivate mutating func finishSuccession(_ number: UInt64) -> LeaseEngine? {
        guard number == successionCount, let succession = succession.take() else { return nil }
        defer { events.tell(.reconfigured) }
        return succession.finish(&pipeline.engine)
    }

    fileprivate mutating func abandonSuccession(_ number: UInt64) {
        guard number == successionCount else { return }
        succession.take()?.abandon(&pipeline.engine)
    }
}
