import DHCP
import DHCPLeases

/// `dhcpd.leases` of ISC dhcpd: blocks of statements, a log in which the last block of an address counts.
///
/// Lines mean nothing to it; but a statement whose semicolon is missing ends before a line that begins another, and a
/// block whose end is missing before the next one.
struct DHCPDLeases: LeaseFileParser {
    private var tokens = DHCPDTokens()
    private var block: DHCPDLeaseBlock?
    /// How many blocks of another kind are open.
    private var depth = 0
    private var statement: [DHCPDToken] = []

    /// No statement of a lease has as many words; those behind are left out.
    private static let wordLimit = 64
    private static let beginnings: Set<String> = [
        "lease", "authoring-byte-order", "server-duid", "host", "failover", "group", "class", "subclass", "ia-na",
        "ia-ta", "ia-pd", "default-duid",
    ]

    /// Whether a file of this kind may begin so.
    static func begins(with line: String) -> Bool {
        guard let end = line.firstIndex(where: { $0 == " " || $0 == "\t" || $0 == "{" }) else { return false }
        return beginnings.contains(line[..<end].lowercased())
    }

    mutating func read(_ octets: ArraySlice<UInt8>, into findings: inout LeaseFileFindings) {
        var found: [DHCPDToken] = []
        tokens.read(octets) { found.append($0) }
        for token in found { take(token, &findings) }
        findings.rowCount = tokens.lineCount
    }

    mutating func finish(into findings: inout LeaseFileFindings) {
        var found: [DHCPDToken] = []
        let isInString = tokens.isInString
        tokens.finish { found.append($0) }
        for token in found { take(token, &findings) }
        if let block = block.take() {
            refuse(block, &findings)
        } else if isInString || !statement.isEmpty {
            findings.refuse(
                LeaseFileProblem("the file ends inside a statement", .truncated), line: statement.first?.line ?? 1)
        }
    }

    private mutating func take(_ token: DHCPDToken, _ findings: inout LeaseFileFindings) {
        if beginsLease(token) {
            if let block = block.take() { refuse(block, &findings) }
            depth = 0
            statement = []
        }
        switch token.kind {
        case .word, .string:
            if block != nil, depth == 0, token.isFirst, DHCPDLeaseBlock.keywords.contains(token.keyword) {
                endStatement(&findings)
            }
            if statement.count < Self.wordLimit { statement.append(token) }
        case .semicolon: endStatement(&findings)
        case .open: open(&findings)
        case .close: close(&findings)
        }
    }

    /// Whether a lease begins here though what stands before it has not ended.
    private func beginsLease(_ token: DHCPDToken) -> Bool {
        (block != nil || depth > 0) && token.isFirst && token.keyword == "lease"
    }

    private mutating func endStatement(_ findings: inout LeaseFileFindings) {
        defer { statement.removeAll(keepingCapacity: true) }
        guard depth == 0, let first = statement.first else { return }
        if block != nil {
            block?.take(statement)
        } else if !["authoring-byte-order", "server-duid", "default-duid"].contains(first.keyword) {
            findings.refuse(LeaseFileProblem("no lease: \(text.prefix(60))"), line: first.line)
        }
    }

    private mutating func open(_ findings: inout LeaseFileFindings) {
        defer { statement.removeAll(keepingCapacity: true) }
        if depth > 0 || block != nil {
            // Such as `on expiry { … }`.
            depth += 1
            return
        }
        let line = statement.first?.line ?? tokens.line
        switch statement.first?.keyword {
        case "lease" where statement.count == 2:
            if let address = IPv4Address(statement[1].text) {
                block = DHCPDLeaseBlock(address: address, line: line)
                return
            }
            findings.refuse(LeaseFileProblem("no address: \(statement[1].text.prefix(60))"), line: line)
        case "lease" where statement.count == 1:
            findings.refuse(LeaseFileProblem("a lease without an address, as a client keeps it"), line: line)
        case "failover":
            // How the two servers stand with each other is no lease.
            break
        case "ia-na", "ia-ta", "ia-pd":
            findings.refuse(LeaseFileProblem("a DHCPv6 lease: \(text.prefix(60))", .otherProtocol), line: line)
        default:
            findings.refuse(LeaseFileProblem("no lease: \(text.prefix(60))"), line: line)
        }
        depth = 1
    }

    private mutating func close(_ findings: inout LeaseFileFindings) {
        if depth > 0 {
            depth -= 1
            statement.removeAll(keepingCapacity: true)
            return
        }
        endStatement(&findings)
        guard let block = block.take() else { return }
        do throws(LeaseFileProblem) {
            if let (problem, line) = block.problem { return findings.refuse(problem, line: line) }
            findings.take(try block.meaning(), line: block.line)
        } catch {
            findings.refuse(error, line: block.line)
        }
    }

    private mutating func refuse(_ block: DHCPDLeaseBlock, _ findings: inout LeaseFileFindings) {
        statement.removeAll(keepingCapacity: true)
        findings.refuse(LeaseFileProblem("the lease of \(block.address) does not end", .truncated), line: block.line)
    }

    private var text: String { statement.map(\.text).joined(separator: " ") }
}
