import DHCPLeases

/// Understands a kind of lease file in which each line stands for itself.
protocol LeaseLineParser {
    /// Takes a line, without spaces around it; gives what it says of an address, if it says something.
    mutating func parse(_ line: ArraySlice<UInt8>) throws(LeaseFileProblem) -> LeaseLine?
}

/// What a line says.
enum LeaseLine {
    /// What another server wrote.
    case row(LeaseFileRow)
    /// A lease of this server.
    case lease(Lease)
}

/// Divides a file into lines.
struct LinesOf<Parser: LeaseLineParser>: LeaseFileParser {
    private var parser: Parser
    /// The beginning of a line whose end is still to come.
    private var rest: [UInt8] = []
    private var isTooLong = false

    /// No server writes such a line; what is longer is not kept.
    private static var lineLimit: Int { 1 << 20 }

    init(_ parser: Parser) {
        self.parser = parser
    }

    mutating func read(_ octets: ArraySlice<UInt8>, into findings: inout LeaseFileFindings) {
        var octets = octets
        while let end = octets.firstIndex(of: UInt8(ascii: "\n")) {
            if rest.isEmpty && !isTooLong {
                parse(octets[..<end], into: &findings)
            } else {
                keep(octets[..<end])
                endLine(into: &findings)
            }
            octets = octets[(end + 1)...]
        }
        keep(octets)
    }

    mutating func finish(into findings: inout LeaseFileFindings) {
        if !rest.isEmpty || isTooLong { endLine(into: &findings) }
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        isTooLong = isTooLong || rest.count + octets.count > Self.lineLimit
        if isTooLong { rest = [] } else { rest += octets }
    }

    private mutating func endLine(into findings: inout LeaseFileFindings) {
        if isTooLong {
            findings.rowCount += 1
            findings.refuse(
                LeaseFileProblem("longer than \(Self.lineLimit) octets", .tooLarge), line: findings.rowCount)
        } else {
            parse(rest[...], into: &findings)
        }
        rest.removeAll(keepingCapacity: true)
        isTooLong = false
    }

    private mutating func parse(_ line: ArraySlice<UInt8>, into findings: inout LeaseFileFindings) {
        findings.rowCount += 1
        let number = findings.rowCount
        do throws(LeaseFileProblem) {
            switch try parser.parse((number == 1 ? line.withoutMark : line).trimmed) {
            case .row(let row): findings.take(row, line: number)
            case .lease(let lease): findings.take(lease, line: number)
            case nil: break
            }
        } catch {
            findings.refuse(error, line: number)
        }
    }
}
