public import DHCP
public import DHCPLeases

/// What lease files say in the end, after all their rows.
public struct LeaseFileFindings {
    /// A row that was not taken, or not as it stands.
    public struct Remark: Hashable, Sendable, CustomStringConvertible {
        /// The number of the line, or of the record in a binary file, from 1 on.
        public let line: Int
        /// What has numbers: `line` or `record`.
        public let unit: String
        /// Why.
        public let problem: LeaseFileProblem
        /// Whether what the row says is lost, as nobody understood it.
        public let isRefusal: Bool

        /// `line 12: no address: 10.0.0.256`.
        public var description: String { "\(unit) \(line): \(problem)" }
    }

    /// How many remarks are kept; a file of nothing but mistakes does not fill the memory.
    public static let remarkLimit = 1000
    /// So many addresses as 10.0.0.0/8 has; a server that loads them all would have no memory for more either.
    public static let addressLimit = 1 << 24

    /// For each address what its last row says; a removal when nothing is known of it.
    public private(set) var changes: [IPv4Address: LeaseChange] = [:]
    /// The rows that were not taken, or not as they stand, the first ``remarkLimit`` of them.
    public private(set) var remarks: [Remark] = []
    /// How many remarks there were.
    public private(set) var remarkCount = 0
    /// How many rows were not taken.
    public private(set) var refusedCount = 0
    /// How many rows say that an address is free and was never a client's.
    public private(set) var vacantCount = 0
    /// How many lines or records were read.
    public internal(set) var rowCount = 0

    private let now: UInt32
    private let unit: String

    init(now: UInt32, unit: String = "line") {
        self.now = now
        self.unit = unit
    }

    /// The leases, in the order of their addresses.
    public var leases: [Lease] { changes.values.compactMap(\.after).sorted { $0.address < $1.address } }

    /// Whether the files hold leases, and none could be taken.
    public var isInVain: Bool {
        refusedCount + vacantCount > 0 && !changes.values.contains { $0.after != nil }
    }

    /// The findings of these files, and then of another: its rows count before those that are known.
    func followed(by unit: String) -> LeaseFileFindings {
        var next = LeaseFileFindings(now: now, unit: unit)
        next.changes = changes
        return next
    }

    /// Takes what a row says.
    mutating func take(_ row: LeaseFileRow, line: Int) {
        do throws(LeaseFileProblem) {
            let meaning = try row.meaning(at: now)
            try note(meaning.change)
            if let note = meaning.note {
                if meaning.change.after == nil { vacantCount += 1 }
                remark(note, line: line, isRefusal: false)
            }
        } catch {
            refuse(error, line: line)
        }
    }

    /// Takes a lease of our own, which is what it is.
    mutating func take(_ lease: Lease, line: Int) {
        do throws(LeaseFileProblem) {
            guard lease.address.isUsableByHost else {
                throw LeaseFileProblem("no host can have the address \(lease.address)")
            }
            try note(LeaseChange(before: nil, after: lease))
        } catch {
            refuse(error, line: line)
        }
    }

    /// Says that something could not be taken.
    mutating func refuse(_ problem: LeaseFileProblem, line: Int) {
        refusedCount += 1
        remark(problem, line: line, isRefusal: true)
    }

    private mutating func note(_ change: LeaseChange) throws(LeaseFileProblem) {
        guard let address = change.address else { return }
        guard changes.count < Self.addressLimit || changes[address] != nil else {
            throw LeaseFileProblem("more than \(Self.addressLimit) addresses", .tooLarge)
        }
        changes[address] = change
    }

    private mutating func remark(_ problem: LeaseFileProblem, line: Int, isRefusal: Bool) {
        remarkCount += 1
        guard remarks.count < Self.remarkLimit else { return }
        remarks.append(Remark(line: line, unit: unit, problem: problem, isRefusal: isRefusal))
    }
}
