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
    /// Options that found no room in the answer.
    public var droppedOptions: [DHCPOptionCode]

    /// Makes a decision.
    public init(
        reply: DHCPReply? = nil, changes: [LeaseChange] = [], reason: ReasonCode, droppedOptions: [DHCPOptionCode] = []
    ) {
        self.reply = reply
        self.changes = changes
        self.reason = reason
        self.droppedOptions = droppedOptions
    }
}
