import DHCP
import DHCPLeases

/// The lease file of busybox udhcpd: when it was written, then records of one length.
///
/// ```
/// file:    seconds since 1970 (8, or 4 in some builds; big-endian)
/// record:  seconds that were left then (4, big-endian) | address (4) | hardware address (6) | host name (20) | padding (2)
/// ```
struct UdhcpdLeases: LeaseFileParser {
    private static let recordCount = 36
    /// A machine without a clock, when it wrote the file; udhcpd then counts from its next start, and so do we.
    private static let leastTime: UInt64 = 1_000_000_000

    private let now: UInt32
    /// When the file was written; `nil` before the header was read.
    private var time: UInt64?
    private var rest: [UInt8] = []

    init(now: UInt32) {
        self.now = now
    }

    /// Whether a file of this kind may begin so.
    static func begins(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let count = headerCount(octets) else { return false }
        let record = octets.dropFirst(count).prefix(recordCount)
        if record.isEmpty { return octets.count == count }
        return record.count == recordCount && isPlausible(record)
    }

    /// How long the time at the beginning is; `nil` when there is none.
    ///
    /// The first of eight octets are zero until 2106, and never in a time of four that makes sense.
    private static func headerCount(_ octets: ArraySlice<UInt8>) -> Int? {
        if octets.count >= 8, octets.prefix(4).allSatisfy({ $0 == 0 }) { return 8 }
        let record = octets.dropFirst(4).prefix(recordCount)
        return number(octets.prefix(4)) >= leastTime && record.count == recordCount && isPlausible(record) ? 4 : nil
    }

    /// An address that a host can have, and behind the host name nothing.
    private static func isPlausible(_ record: ArraySlice<UInt8>) -> Bool {
        let name = record.dropFirst(14).prefix(20)
        return record.suffix(2).allSatisfy { $0 == 0 } && name.contains(0)
            && IPv4Address(bitPattern: UInt32(clamping: number(record.dropFirst(4).prefix(4)))).isUsableByHost
    }

    private static func number(_ octets: ArraySlice<UInt8>) -> UInt64 { octets.reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func read(_ octets: ArraySlice<UInt8>, into findings: inout LeaseFileFindings) {
        rest += octets
        if time == nil {
            // All of a header and the first record, without which nobody knows how long the header is.
            guard rest.count >= 8 + Self.recordCount else { return }
            readHeader()
        }
        readRecords(into: &findings)
    }

    mutating func finish(into findings: inout LeaseFileFindings) {
        if time == nil { readHeader() }
        readRecords(into: &findings)
        if rest.isEmpty { return }
        findings.rowCount += 1
        findings.refuse(
            LeaseFileProblem("cut off: \(rest.count) of \(Self.recordCount) octets", .truncated),
            line: findings.rowCount)
    }

    private mutating func readHeader() {
        let count = min(Self.headerCount(rest[...]) ?? 8, rest.count)
        time = Self.number(rest.prefix(count))
        rest.removeFirst(count)
    }

    private mutating func readRecords(into findings: inout LeaseFileFindings) {
        var octets = rest[...]
        while octets.count >= Self.recordCount {
            findings.rowCount += 1
            findings.take(row(octets.prefix(Self.recordCount)), line: findings.rowCount)
            octets = octets.dropFirst(Self.recordCount)
        }
        rest = Array(octets)
    }

    private func row(_ record: ArraySlice<UInt8>) -> LeaseFileRow {
        let octets = Array(record)
        let left = Self.number(octets[0..<4])
        let written = time ?? 0
        let start = written < Self.leastTime ? UInt64(now) : written
        let address = IPv4Address(bitPattern: UInt32(clamping: Self.number(octets[4..<8])))
        let hardware = HardwareAddress(octets[8], octets[9], octets[10], octets[11], octets[12], octets[13])
        // Nobody's hardware address marks an address that was found in use, and rests.
        return LeaseFileRow(
            address: address, client: hardware.isZero ? nil : ClientIdentity(hardware),
            hardwareAddress: hardware.isZero ? nil : hardware, hostName: Array(octets[14..<34].prefix { $0 != 0 }),
            state: hardware.isZero ? .declined : .bound, start: UInt32(clamping: min(start, UInt64(now))),
            end: UInt32(clamping: min(start + left, UInt64(LeaseTimes.infinite - 1))))
    }
}
