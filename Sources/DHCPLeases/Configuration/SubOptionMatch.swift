public import DHCP

/// A question about a sub-option of a message's option.
public struct SubOptionMatch: Hashable, Sendable {
    /// The option it is inside: 43, 82, 124 or 125.
    public var option: DHCPOptionCode
    /// Whose sub-options are meant in options 124 and 125; `nil` for those of whichever enterprise.
    public var enterprise: EnterpriseNumber?
    /// The sub-option; option 124 has classes of text without codes, so there it is `nil`.
    public var code: UInt8?
    /// How it reads; `nil` when its presence is all that counts.
    public var pattern: OctetPattern?

    /// Makes a question.
    public init(
        of option: DHCPOptionCode, enterprise: EnterpriseNumber? = nil, code: UInt8?, pattern: OctetPattern? = nil
    ) {
        self.option = option
        self.enterprise = enterprise
        self.code = code
        self.pattern = pattern
    }

    /// Whether a message has such a sub-option.
    func holds(for message: borrowing DHCPMessage) -> Bool {
        values(in: message).contains { value in pattern.map { $0.matches(value[...]) } ?? true }
    }

    /// The values that the message has there.
    private func values(in message: borrowing DHCPMessage) -> [[UInt8]] {
        switch option {
        case .relayAgentInformation:
            let information = message.options[.relayAgentInformation]
            return [code.flatMap { information?[RelayAgentInformation.Code(rawValue: $0)] }].compactMap { $0 }
        case .vendorSpecificInformation:
            return [code.flatMap { message.options[.vendorSpecificInformation]?[$0] }].compactMap { $0 }
        case .vendorIdentifyingOptions:
            guard let value = message.options[.vendorIdentifyingOptions], let code else { return [] }
            let enterprises = enterprise.map { [$0] } ?? value.enterprises
            return enterprises.compactMap { value[$0]?[code] }
        case .vendorIdentifyingClass:
            guard let value = message.options[.vendorIdentifyingClass] else { return [] }
            let enterprises = enterprise.map { [$0] } ?? value.enterprises
            return enterprises.compactMap { value[$0] }.flatMap { data in
                [data] + ((try? UserClass(decoding: data.span.bytes))?.classes ?? [])
            }
        default: return []
        }
    }
}
