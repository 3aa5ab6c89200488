import DHCP
public import DHCPLeases

/// Checks that any `LeaseStore` must pass.
///
/// ```swift
/// @Test(arguments: LeaseStoreSuite.Check.allCases) func keepsThePromises(_ check: LeaseStoreSuite.Check) async throws {
///     try await LeaseStoreSuite { try MyStore(path: path) }.run(check)
/// }
/// ```
public struct LeaseStoreSuite: Sendable {
    /// What a store promises.
    public enum Check: String, CaseIterable, Sendable {
        /// A new store has no leases.
        case startsEmpty
        /// Leases come back as they were, whatever they hold.
        case keepsEveryField
        /// Of several changes of an address the last one counts.
        case keepsTheLastChange
        /// A change to nothing forgets an address.
        case forgets
        /// There is a result for each change, in order.
        case answersForEveryChange
        /// A commit without changes has no results and changes nothing.
        case takesNoChanges
        /// A batch may be large.
        case takesManyChanges
        /// The mark that was kept last comes back, and touches no lease.
        case keepsTheTimeMark
        /// An error of who loads ends loading and reaches them.
        case passesErrorsOn
        /// What was committed is there after the store was closed and opened again.
        case survivesClosing
    }

    /// What a store did not keep.
    public struct Failure: Error, CustomStringConvertible {
        /// Which promise.
        public let check: Check
        /// What happened instead.
        public let description: String
    }

    private let open: @Sendable () async throws -> any LeaseStore

    /// Makes a suite of the store that `open` gives.
    ///
    /// The first time it has no leases. Once it was closed, `open` gives a store of the same leases; where these live in
    /// the store alone, that is the store itself.
    public init(_ open: @escaping @Sendable () async throws -> any LeaseStore) {
        self.open = open
    }

    /// Runs one check on a new store.
    ///
    /// Throws ``Failure`` when the store does not keep its promise, and what the store throws.
    public func run(_ check: Check) async throws {
        let store = try await open()
        let result: Result<Void, any Error>
        do { result = .success(try await run(check, store)) } catch { result = .failure(error) }
        if check != .survivesClosing { await store.close() }
        try result.get()
    }

    private func run(_ check: Check, _ store: any LeaseStore) async throws {
        switch check {
        case .startsEmpty: try await expect(check, [], in: store)
        case .keepsEveryField:
            try await commit(check, Self.varied, to: store)
            try await expect(check, Self.varied, in: store)
        case .keepsTheLastChange: try await keepsTheLastChange(store)
        case .forgets: try await forgets(store)
        case .answersForEveryChange: try await answersForEveryChange(store)
        case .takesNoChanges:
            try await commit(check, Self.varied, to: store)
            let results = try await store.commit([])
            guard results.isEmpty else { throw Failure(check: check, description: "results: \(results)") }
            try await expect(check, Self.varied, in: store)
        case .takesManyChanges:
            let leases = (1...5000).map { Self.lease($0) }
            try await commit(check, leases, to: store)
            try await expect(check, leases, in: store)
        case .keepsTheTimeMark: try await keepsTheTimeMark(store)
        case .passesErrorsOn: try await passesErrorsOn(store)
        case .survivesClosing: try await survivesClosing(store)
        }
    }
}

extension LeaseStoreSuite {
    private func keepsTheLastChange(_ store: any LeaseStore) async throws {
        let first = Self.lease(1)
        var second = first
        second.state = .released
        second.end += 10
        var third = second
        third.client = ClientIdentity(HardwareAddress(2, 0, 0, 0, 9, 9))
        _ = try await store.commit([LeaseChange(before: nil, after: first)])
        _ = try await store.commit([
            LeaseChange(before: first, after: second), LeaseChange(before: second, after: nil),
            LeaseChange(before: nil, after: third),
        ])
        try await expect(.keepsTheLastChange, [third], in: store)
    }

    private func forgets(_ store: any LeaseStore) async throws {
        let leases = [Self.lease(1), Self.lease(2)]
        try await commit(.forgets, leases, to: store)
        _ = try await store.commit([
            LeaseChange(before: leases[0], after: nil), LeaseChange(before: nil, after: nil),
        ])
        try await expect(.forgets, [leases[1]], in: store)
    }

    private func answersForEveryChange(_ store: any LeaseStore) async throws {
        for count in [1, 2, 100] {
            try await commit(.answersForEveryChange, (1...count).map { Self.lease($0) }, to: store)
        }
    }

    private func keepsTheTimeMark(_ store: any LeaseStore) async throws {
        let check = Check.keepsTheTimeMark
        try await commit(check, Self.varied, to: store)
        guard try await store.timeMark() == nil else { throw Failure(check: check, description: "a mark from nowhere") }
        for mark in Self.marks {
            try await store.keep(mark)
            let found = try await store.timeMark()
            guard found == mark else {
                throw Failure(check: check, description: "\(found.map { "\($0)" } ?? "no mark"), not \(mark)")
            }
        }
        try await expect(check, Self.varied, in: store)
    }

    private func passesErrorsOn(_ store: any LeaseStore) async throws {
        struct Stop: Error {}
        try await commit(.passesErrorsOn, Self.varied, to: store)
        var count = 0
        do {
            try await store.load { _ in
                count += 1
                throw Stop()
            }
        } catch is Stop {
            guard count == 1 else { throw Failure(check: .passesErrorsOn, description: "went on after the error") }
            // The store is still of use.
            return try await expect(.passesErrorsOn, Self.varied, in: store)
        }
        throw Failure(check: .passesErrorsOn, description: "the error did not come back")
    }

    private func survivesClosing(_ store: any LeaseStore) async throws {
        try await commit(.survivesClosing, Self.varied, to: store)
        for mark in Self.marks { try await store.keep(mark) }
        await store.close()
        let again = try await open()
        try await expect(.survivesClosing, Self.varied, in: again)
        guard try await again.timeMark() == Self.marks.last else {
            throw Failure(check: .survivesClosing, description: "the mark is another")
        }
        await again.close()
    }

    private func commit(_ check: Check, _ leases: [Lease], to store: any LeaseStore) async throws {
        let results = try await store.commit(leases.map { LeaseChange(before: nil, after: $0) })
        guard results == Array(repeating: .committed, count: leases.count) else {
            throw Failure(check: check, description: "\(leases.count) changes, results: \(results)")
        }
    }

    private func expect(_ check: Check, _ leases: [Lease], in store: any LeaseStore) async throws {
        let found = try await store.leases()
        let due = leases.sorted { $0.address < $1.address }
        guard found == due else {
            throw Failure(check: check, description: "loaded \(found.prefix(20)), not \(due.prefix(20))")
        }
    }
}

extension LeaseStoreSuite {
    /// A bound lease, another for each number.
    static func lease(_ number: Int) -> Lease {
        let octets = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * (3 - $0))) }
        let hardware = HardwareAddress(2, 0, octets[0], octets[1], octets[2], octets[3])
        return Lease(
            address: IPv4Address(bitPattern: 0x0A00_0000 + UInt32(truncatingIfNeeded: number)),
            client: ClientIdentity(hardware), hardwareAddress: hardware, state: .bound, start: 1_767_225_600,
            end: 1_767_229_200)
    }

    private static func identity(_ source: ClientIdentity.Source, _ count: Int) -> ClientIdentity? {
        ClientIdentity(source: source, octets: [UInt8](repeating: 0xFE, count: count).span.bytes)
    }

    /// Marks at the limits of every field.
    private static let marks: [LeaseTimeMark] = [
        LeaseTimeMark(leaseTime: DHCPInstant(nanoseconds: 0), timeOfDay: DHCPInstant(nanoseconds: 0)),
        LeaseTimeMark(
            leaseTime: DHCPInstant(nanoseconds: .max), timeOfDay: DHCPInstant(nanoseconds: .max),
            boot: String(repeating: "f", count: 32), sinceBoot: .nanoseconds(Int64.max)),
        LeaseTimeMark(
            leaseTime: DHCPInstant(nanoseconds: 1_767_225_600_123_456_789), timeOfDay: DHCPInstant(nanoseconds: 1),
            boot: "0123456789abcdef0123456789abcdef", sinceBoot: .nanoseconds(-1)),
    ]

    /// Leases at the limits of every field.
    private static let varied: [Lease] = {
        let sources: [ClientIdentity.Source] = [
            .clientIdentifier, .hardwareAddress, .circuitIdentifier, .remoteIdentifier,
        ]
        var leases: [Lease] = []
        for (index, state) in LeaseState.allCases.enumerated() {
            for (place, count) in [1, 2, 24, 25, 255].enumerated() {
                var lease = Self.lease(1000 * index + place)
                lease.state = state
                lease.client = identity(sources[index], count) ?? lease.client
                lease.sentOptions = [12, UInt8(count)] + [UInt8](repeating: 0x61, count: count)
                leases.append(lease)
            }
        }
        for (index, count) in [0, 1, 6, 8, 16].enumerated() {
            var lease = Self.lease(9000 + index)
            lease.hardwareAddress =
                HardwareAddress(type: HardwareType(rawValue: 32), octets: [UInt8](repeating: 0, count: count))
                ?? lease.hardwareAddress
            leases.append(lease)
        }
        for (address, time) in [(UInt32.min, UInt32.min), (.max, .max), (0x8000_0000, 0x8000_0000)] {
            var lease = Self.lease(0)
            lease.address = IPv4Address(bitPattern: address)
            (lease.start, lease.end) = (time, time)
            leases.append(lease)
        }
        return leases
    }()
}
