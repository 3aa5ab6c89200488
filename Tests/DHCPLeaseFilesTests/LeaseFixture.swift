import DHCP
import DHCPLeaseFiles
import Foundation

/// Lease files that other servers wrote, with what those servers made of each row when they started again.
///
/// How they are made says `Fixtures/README.md`.
struct LeaseFixture {
    /// What a server made of a row.
    struct Row: CustomStringConvertible {
        let fixture: String
        let address: IPv4Address
        let what: String
        /// Whose row it is; `nil` when it names nobody.
        let client: (hardware: HardwareAddress, identifier: [UInt8])?
        /// The server's own word for its state; `nil` when the server did not keep the row.
        let state: String?
        /// Seconds since 1970, or `.max` for never; `nil` when the server has none.
        let ends: UInt32?
        /// Whether the client was offered the address again, though others were free.
        let isForOwner: Bool
        /// Whether another client was offered the address, as it was the only one.
        let isForStrangers: Bool

        var description: String { "\(fixture) \(address) \(what)" }
    }

    struct BadTable: Error { let line: String }

    /// All of them: `isc/states` and so on.
    static let names: [String] = {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".tsv") }.map { String($0.dropLast(4)) }.sorted()
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    let name: String
    /// When the server started again, seconds since 1970.
    let now: UInt32
    let rows: [Row]

    init(_ name: String) throws {
        self.name = name
        let table = try String(contentsOf: Self.folder.appending(path: name + ".tsv"), encoding: .utf8)
        let lines = table.split(separator: "\n").map(String.init)
        guard let now = lines.first?.split(separator: " ").last.flatMap({ UInt32($0) }) else {
            throw BadTable(line: lines.first ?? "")
        }
        self.now = now
        rows = try lines.dropFirst(2).map { try Self.row($0, of: name) }
    }

    /// What the reader finds in the files: in those that Kea's cleanup left first, as Kea reads them.
    func findings() throws -> LeaseFileFindings {
        let base = Self.folder.appending(path: name).path
        func isThere(_ suffix: String) -> Bool { FileManager.default.fileExists(atPath: base + suffix) }
        let earlier = isThere(".csv.completed") ? [".csv.completed"] : [".csv.2", ".csv.1"]
        var findings: LeaseFileFindings?
        for suffix in (earlier + [".csv", ".leases"]).filter(isThere) {
            let octets = Array(try Data(contentsOf: URL(filePath: base + suffix)))
            findings = try LeaseFileText(octets).findings(now: now, after: findings)
        }
        guard let findings else { throw BadTable(line: "no file of \(name)") }
        return findings
    }

    private static func row(_ line: String, of fixture: String) throws -> Row {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 8, let address = IPv4Address(fields[0]) else { throw BadTable(line: line) }
        let named = fields.map { $0 == "-" ? nil : $0 }
        let type = fields[2].prefix { $0 != "/" }
        let hardware = UInt8(type).flatMap {
            HardwareAddress(type: HardwareType(rawValue: $0), octets: octets(fields[2].dropFirst(type.count + 1)))
        }
        return Row(
            fixture: fixture, address: address, what: fields[1],
            client: hardware.map { ($0, octets(named[3] ?? "")) }, state: named[4],
            ends: named[5] == "never" ? .max : named[5].flatMap { UInt32($0) }, isForOwner: fields[6] == "same",
            isForStrangers: fields[7] == "offered")
    }

    private static func octets(_ text: some StringProtocol) -> [UInt8] {
        text.split(separator: ":").compactMap { UInt8($0, radix: 16) }
    }
}
