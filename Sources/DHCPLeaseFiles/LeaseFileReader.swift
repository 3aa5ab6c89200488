public import DHCPLeases

/// Reads the lease file of another server, or an export of this one, line by line.
///
/// ```swift
/// var reader = LeaseFileReader(.kea, now: now)
/// for line in lines { if let change = reader.read(line) { changes.append(change) } }
/// ```
///
/// A later lease of an address replaces an earlier one, as these files mean it.
public struct LeaseFileReader {
    /// A line that was not taken.
    public struct Remark: Hashable, Sendable, CustomStringConvertible {
        /// The line's number, from 1 on.
        public let line: Int
        /// Why.
        public let problem: LeaseFileProblem

        /// `line 12: no address: 10.0.0.256`.
        public var description: String { "line \(line): \(problem)" }
    }

    /// How many remarks are kept; a file of nothing but mistakes does not fill the memory.
    public static let remarkLimit = 1000

    /// The lines that were not taken, the first ``remarkLimit`` of them.
    public private(set) var remarks: [Remark] = []
    /// How many lines were not taken.
    public private(set) var refusedCount = 0
    /// How many leases were read; one that a later line replaces counts too.
    public private(set) var leaseCount = 0
    /// How many lines were read.
    public private(set) var lineCount = 0

    private var parser: any LeaseFileParser

    /// Makes a reader.
    ///
    /// `now`, seconds since 1970, stands for times that a format does not have.
    public init(_ format: LeaseFileFormat, now: UInt32) {
        parser =
            switch format {
            case .kea: KeaMemfile()
            case .dhcpd: DHCPDLeases()
            case .dnsmasq: DnsmasqLeases(now: now)
            case .csv: LeaseCSV()
            case .json: LeaseJSON()
            }
    }

    /// Takes the next line, without its end.
    ///
    /// Gives what it, with the lines before, says of an address; `nil` when that is nothing, or is to be found in
    /// ``remarks``.
    public mutating func read(_ line: Substring) -> LeaseChange? {
        lineCount += 1
        do throws(LeaseFileProblem) {
            guard let change = try parser.parse(line.trimmed) else { return nil }
            leaseCount += 1
            return change
        } catch {
            refuse(error)
            return nil
        }
    }

    /// Ends the file: what is not complete is refused.
    public mutating func finish() {
        do throws(LeaseFileProblem) { try parser.finish() } catch { refuse(error) }
    }

    private mutating func refuse(_ problem: LeaseFileProblem) {
        refusedCount += 1
        if remarks.count < Self.remarkLimit { remarks.append(Remark(line: lineCount, problem: problem)) }
    }
}

/// Understands one kind of lease file.
protocol LeaseFileParser {
    /// Takes a line, without spaces around it; gives what it completes.
    mutating func parse(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange?
    /// Throws when something began and did not end.
    mutating func finish() throws(LeaseFileProblem)
}

extension LeaseFileParser {
    mutating func finish() throws(LeaseFileProblem) {}
}
