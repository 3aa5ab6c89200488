/// What tshark says about one DHCP packet.
///
/// Numbers and addresses are tshark's words, so that nothing of ours takes part.
struct Packet {
    enum MessageType: String {
        case discover = "1"
        case offer = "2"
        case request = "3"
        case decline = "4"
        case ack = "5"
        case nak = "6"
        case release = "7"
        case inform = "8"
    }

    let ethernetSource: String
    let ethernetDestination: String
    let source: String
    let destination: String
    let type: MessageType?
    let clientAddress: String
    let yourAddress: String
    let relayAddress: String
    let serverIdentifier: String
    let hasBroadcastFlag: Bool
    let destinationPort: String
    /// The header field `file` and option 67.
    let bootFile: String
    let bootFileOption: String
    /// Option 60.
    let vendorClass: String
    /// What tshark finds wrong: malformed parts, errors, wrong checksums.
    let faults: [String]

    static let fields = [
        "eth.src", "eth.dst", "ip.src", "ip.dst", "dhcp.option.dhcp", "dhcp.ip.client", "dhcp.ip.your", "dhcp.ip.relay",
        "dhcp.option.dhcp_server_id", "dhcp.flags.bc", "udp.dstport", "dhcp.file", "dhcp.option.bootfile_name",
        "dhcp.option.vendor_class_id", "ip.checksum.status", "udp.checksum.status", "_ws.malformed",
        "_ws.expert.severity", "_ws.expert.message",
    ]

    /// Reads a line of `tshark -T fields` with the fields above, separated by tabs.
    init?(_ line: String) {
        let values = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard values.count == Self.fields.count else { return nil }
        ethernetSource = values[0]
        ethernetDestination = values[1]
        source = values[2]
        destination = values[3]
        type = MessageType(rawValue: values[4])
        clientAddress = values[5]
        yourAddress = values[6]
        relayAddress = values[7]
        serverIdentifier = values[8]
        hasBroadcastFlag = values[9] == "1" || values[9] == "True"
        destinationPort = values[10]
        bootFile = values[11]
        bootFileOption = values[12]
        vendorClass = values[13]
        var faults: [String] = []
        if !Self.goodChecksums.contains(values[14]) { faults.append("IP checksum: \(values[14])") }
        if !Self.goodChecksums.contains(values[15]) { faults.append("UDP checksum: \(values[15])") }
        if !values[16].isEmpty { faults.append("malformed: \(values[16]) \(values[18])") }
        if values[17].split(separator: ",").contains(where: { $0 == Self.errorSeverity }) {
            faults.append("error: \(values[18])")
        }
        self.faults = faults
    }

    /// 1 is good, 3 is "none", which UDP allows.
    private static let goodChecksums = ["1", "3", "Good", "Not present"]
    /// Wireshark's PI_ERROR, 0x00800000.
    private static let errorSeverity = "8388608"
}
