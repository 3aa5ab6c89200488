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
    /// What tshark finds wrong: malformed parts, errors, wrong checksums.
    let faults: [String]

    static let fields = [
        "eth.src", "eth.dst", "ip.src", "ip.dst", "dhcp.option.dhcp", "dhcp.ip.client", "dhcp.ip.your", "dhcp.ip.relay",
        "dhcp.option.dhcp_server_id", "dhcp.flags.bc", "ip.checksum.status", "udp.checksum.status", "_ws.malformed",
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
        var faults: [String] = []
        if !Self.goodChecksums.contains(values[10]) { faults.append("IP checksum: \(values[10])") }
        if !Self.goodChecksums.contains(values[11]) { faults.append("UDP checksum: \(values[11])") }
        if !values[12].isEmpty { faults.append("malformed: \(values[12]) \(values[14])") }
        if values[13].split(separator: ",").contains(where: { $0 == Self.errorSeverity }) {
            faults.append("error: \(values[14])")
        }
        self.faults = faults
    }

    /// 1 is good, 3 is "none", which UDP allows.
    private static let goodChecksums = ["1", "3", "Good", "Not present"]
    /// Wireshark's PI_ERROR, 0x00800000.
    private static let errorSeverity = "8388608"
}
