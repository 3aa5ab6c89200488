import DHCP
import DHCPLeaseFiles
import DHCPLeases
import Testing

/// A lease file that a test reads.
struct LeaseFileText {
    /// 2026-01-01.
    static let now: UInt32 = 1_767_225_600

    let octets: [UInt8]
    let format: LeaseFileFormat?

    init(_ octets: [UInt8]) {
        self.octets = octets
        format = LeaseFileFormat(beginning: octets[...])
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// What is found when it is read in pieces of so many octets.
    func findings(
        now: UInt32 = now, inPiecesOf count: Int = 65_536, after earlier: LeaseFileFindings? = nil
    ) throws -> LeaseFileFindings {
        var reader = LeaseFileReader(try #require(format), now: now, after: earlier)
        for start in stride(from: 0, to: octets.count, by: count) {
            reader.read(octets[start..<min(start + count, octets.count)])
        }
        reader.finish()
        return reader.findings
    }
}

extension LeaseFileFindings {
    /// The lease of `10.0.0.NUMBER`.
    func lease(_ number: UInt8) -> Lease? { changes[IPv4Address(10, 0, 0, number)]?.after }

    var words: [String] { remarks.map(\.description) }
}
