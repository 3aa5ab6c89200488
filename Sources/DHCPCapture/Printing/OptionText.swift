internal import DHCP

/// An option as people read it: its value, or why it has none, and what stands inside it.
struct OptionText {
    let name: String?
    /// The value on one line; hexadecimal when nothing else is known.
    let value: String
    /// Why the value is not what the option's definition says.
    let fault: DHCPDecodingError?
    /// Sub-options, for the options that are spelled out.
    let parts: [SubOption]

    /// A sub-option of 43, 82 or 125.
    struct SubOption {
        var enterprise: UInt32?
        let code: UInt8
        var name: String?
        let octets: [UInt8]
        let value: String
    }

    init(_ code: DHCPOptionCode, _ octets: [UInt8]) {
        let definition = DHCPOptionDefinition(code)
        name = definition?.name
        var text = octets.hexadecimal()
        var fault: DHCPDecodingError?
        var parts: [SubOption] = []
        if let definition {
            do throws(DHCPDecodingError) {
                text = try definition.describe(octets)
                parts = try Self.parts(of: octets, format: definition.format)
            } catch {
                fault = error
            }
        }
        value = text
        self.fault = fault
        self.parts = parts
    }

    private static func parts(
        of octets: [UInt8], format: DHCPOptionDefinition.Format
    ) throws(DHCPDecodingError) -> [SubOption] {
        switch format {
        case .relayAgentInformation:
            try RelayAgentInformation(decoding: octets).subOptions.map { relay($0.code, $0.octets) }
        case .encapsulated:
            parts(of: try EncapsulatedOptions(decoding: octets))
        case .vendorOptions:
            parts(of: try VendorIdentifyingOptions(decoding: octets))
        default: []
        }
    }

    private static func parts(of options: EncapsulatedOptions, enterprise: UInt32? = nil) -> [SubOption] {
        options.codes.map { code in
            let octets = options[code] ?? []
            return SubOption(enterprise: enterprise, code: code, octets: octets, value: plain(octets))
        }
    }

    private static func parts(of options: VendorIdentifyingOptions) -> [SubOption] {
        options.enterprises.flatMap { enterprise in
            options[enterprise].map { parts(of: $0, enterprise: enterprise.rawValue) } ?? []
        }
    }

    private static let relayNames: [RelayAgentInformation.Code: String] = [
        .circuitID: "circuit-id", .remoteID: "remote-id", .deviceClass: "device-class",
        .linkSelection: "link-selection", .subscriberID: "subscriber-id", .radiusAttributes: "radius-attributes",
        .authentication: "authentication", .vendorSpecific: "vendor-specific", .flags: "flags",
        .serverIdentifierOverride: "server-identifier-override", .relayAgentIdentifier: "relay-agent-identifier",
        .accessTechnologyType: "access-technology-type", .accessNetworkName: "access-network-name",
        .accessPointName: "access-point-name", .accessPointBSSID: "access-point-bssid",
        .operatorIdentifier: "operator-identifier", .operatorRealm: "operator-realm",
        .relaySourcePort: "relay-source-port", .virtualSubnetSelection: "virtual-subnet-selection",
        .virtualSubnetSelectionControl: "virtual-subnet-selection-control",
    ]

    private static func relay(_ code: RelayAgentInformation.Code, _ octets: [UInt8]) -> SubOption {
        let isAddress = code == .linkSelection || code == .serverIdentifierOverride
        let address = isAddress ? (try? IPv4Address(decoding: octets))?.description : nil
        return SubOption(
            code: code.rawValue, name: relayNames[code], octets: octets, value: address ?? plain(octets))
    }

    /// Octets of which nobody says what they are: as text when all of it prints, and always in hexadecimal.
    private static func plain(_ octets: [UInt8]) -> String {
        let hex = octets.hexadecimal()
        guard octets.count > 1, octets.allSatisfy({ (32..<127).contains($0) }) else { return hex }
        return "\(String(decoding: octets, as: UTF8.self).quoted) (\(hex))"
    }
}
