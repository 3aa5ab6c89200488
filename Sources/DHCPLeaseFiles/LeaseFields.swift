import DHCP
public import DHCPLeases

/// A lease in words: the columns of an export as CSV, and the keys of one as JSON.
///
/// `options` has host name and relay agent information as on the wire and is what counts; `host-name` is for people, and
/// counts where `options` is empty. `lead` is for how many seconds behind its end a lease is promised, where several servers
/// share it; empty for none.
public struct LeaseFields: Hashable, Sendable {
    /// The columns, in order.
    public static let names = [
        "address", "state", "client-kind", "client", "hardware-type", "hardware", "starts", "ends", "host-name",
        "options", "lead",
    ]
    /// The first line of a CSV file.
    public static let header = names.joined(separator: ",")
    /// The first line of a CSV file of a version without `lead`.
    static let headerWithoutLead = names.dropLast().joined(separator: ",")

    private static let kinds: [(ClientIdentity.Source, String)] = [
        (.clientIdentifier, "client-id"), (.hardwareAddress, "hw-address"), (.circuitIdentifier, "circuit-id"),
        (.remoteIdentifier, "remote-id"),
    ]

    /// The word for where a client's name comes from.
    static func kind(of client: ClientIdentity) -> String { kinds.first { $0.0 == client.source }?.1 ?? "" }

    /// The values, in the order of ``names``.
    public let values: [String]

    /// The words of a lease.
    public init(_ lease: Lease) {
        values = [
            lease.address.description, "\(lease.state)", Self.kind(of: lease.client),
            lease.client.octets.hexadecimal(separator: ":"), "\(lease.hardwareAddress.type.rawValue)",
            lease.hardwareAddress.description, LeaseTime.text(lease.start), LeaseTime.text(lease.end),
            lease.hostName ?? "", lease.sentOptions.hexadecimal(), lease.lead == 0 ? "" : "\(lease.lead)",
        ]
    }

    /// When a lease ends, as the column `ends` has it.
    public static func end(of lease: Lease) -> String { LeaseTime.text(lease.end) }

    /// Takes values in the order of ``names``; the last may be missing, as it is in files of earlier versions.
    ///
    /// Throws when they are not as many.
    public init(values: [String]) throws(LeaseFileProblem) {
        let values = values.count == Self.names.count - 1 ? values + [""] : values
        guard values.count == Self.names.count else {
            throw LeaseFileProblem("\(values.count) fields instead of \(Self.names.count)")
        }
        self.values = values
    }

    /// The lease that the words mean.
    public func lease() throws(LeaseFileProblem) -> Lease {
        let kind = Self.kinds.first { $0.1 == values[2] }?.0
        let source = try LeaseFileProblem.require(kind, "kind of client", values[2])
        let octets = try LeaseFileProblem.require(OctetText.octets(values[3]), "client", values[3])
        let type = try LeaseFileProblem.require(UInt8(values[4]), "hardware type", values[4])
        let hardware = OctetText.octets(values[5])
        let options = try LeaseFileProblem.require(OctetText.octets(values[9]), "options", values[9])
        let lead = try LeaseFileProblem.require(
            values[10].isEmpty ? 0 : UInt32(values[10]), "time behind the end", values[10])
        return Lease(
            address: try LeaseFileProblem.require(IPv4Address(values[0]), "address", values[0]),
            client: try LeaseFileProblem.require(
                ClientIdentity(source: source, octets: octets.span.bytes), "client", values[3]),
            hardwareAddress: try LeaseFileProblem.require(
                hardware.flatMap { HardwareAddress(type: HardwareType(rawValue: type), octets: $0) },
                "hardware address", values[5]),
            state: try LeaseFileProblem.require(LeaseState(word: values[1]), "state of a lease", values[1]),
            start: try LeaseFileProblem.require(LeaseTime.seconds(values[6]), "time", values[6]),
            end: try LeaseFileProblem.require(LeaseTime.seconds(values[7]), "time", values[7]),
            sentOptions: options.isEmpty ? DHCPOptions.remembered(hostName: Array(values[8].utf8)) : options,
            lead: lead)
    }
}
