public import DHCP

/// What the engine makes of one message.
public struct Decision: Sendable {
    /// The answer; `nil` for silence.
    public var reply: DHCPReply?
    /// What has to be durable before the answer leaves; empty when nothing changed.
    ///
    /// The engine has made these changes already. When they can not be stored, `LeaseEngine.revert` takes them back.
    public var changes: [LeaseChange]
    /// Why.
    public var reason: ReasonCode
    /// The option that is to blame, when the reason is ``ReasonCode/malformed``.
    public var option: DHCPOptionCode?
    /// Options that found no room in the answer.
    public var droppedOptions: [DHCPOptionCode]

    /// Makes a decision.
    public init(
        reply: DHCPReply? = nil, changes: [LeaseChange] = [], reason: ReasonCode, option: DHCPOptionCode? = nil,
        droppedOptions: [DHCPOptionCode] = []
    ) {
        self.reply = reply
        self.changes = changes
        self.reason = reason
        self.option = option
        self.droppedOptions = droppedOptions
    }

    /// A decision that is still to be made.
    init() {
        reply = nil
        changes = []
        reason = .notRequest
        option = nil
        droppedOptions = []
    }

    /// Puts the blame on an option.
    mutating func blame(_ option: DHCPOptionCode) -> ReasonCode {
        self.option = option
        return .malformed
    }

    /// The reason's word, with the option that is to blame, as in `malformed(53)`.
    public var word: String { option.map { "\(reason.word)(\($0.rawValue))" } ?? reason.word }
}
