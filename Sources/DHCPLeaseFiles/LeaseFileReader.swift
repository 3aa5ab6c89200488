/// Reads the lease file of another server, or an export of this one.
///
/// ```swift
/// var reader = LeaseFileReader(.kea, now: now)
/// while let octets = try file.read() { reader.read(octets) }
/// reader.finish()
/// for lease in reader.findings.leases { … }
/// ```
///
/// A later row of an address replaces an earlier one, as these files mean it.
public struct LeaseFileReader {
    /// What was found so far.
    public private(set) var findings: LeaseFileFindings
    private var parser: any LeaseFileParser

    /// Makes a reader.
    ///
    /// `now`, seconds since 1970, decides what is over, and stands for times that a format does not have. With `earlier`
    /// the file goes on where others ended: what it says of an address replaces what they said.
    public init(_ format: LeaseFileFormat, now: UInt32, after earlier: LeaseFileFindings? = nil) {
        switch format {
        case .kea: parser = LinesOf(KeaMemfile())
        case .dhcpd: parser = DHCPDLeases()
        case .dnsmasq: parser = LinesOf(DnsmasqLeases(now: now))
        case .udhcpd: parser = UdhcpdLeases(now: now)
        case .csv: parser = LinesOf(LeaseCSV())
        case .json: parser = LinesOf(LeaseJSON())
        }
        let unit = format == .udhcpd ? "record" : "line"
        findings = earlier?.followed(by: unit) ?? LeaseFileFindings(now: now, unit: unit)
    }

    /// Takes the next octets of the file, as many or few as there are.
    public mutating func read(_ octets: ArraySlice<UInt8>) {
        parser.read(octets, into: &findings)
    }

    /// Ends the file: what is not complete is refused.
    public mutating func finish() {
        parser.finish(into: &findings)
    }
}

/// Understands one kind of lease file.
protocol LeaseFileParser {
    /// Takes octets of the file.
    mutating func read(_ octets: ArraySlice<UInt8>, into findings: inout LeaseFileFindings)
    /// Takes the file's end.
    mutating func finish(into findings: inout LeaseFileFindings)
}
