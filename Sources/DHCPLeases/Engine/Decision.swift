public import DHCP

/// What the engine makes of one message.
public struct Decision: Sendable {
    /// What is done about the message.
    public internal(set) var kind: DecisionKind
    /// The answer; `nil` for silence, and where none is due.
    public var reply: DHCPReply?
    /// The address of which the answer says who has it: of an ACK, a BOOTREPLY, or the answer to a LEASEQUERY.
    ///
    /// The answer depends on it: while a change of that address is not durable, it has to wait, also when it changes
    /// nothing itself.
    public internal(set) var addressTold: IPv4Address?
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
    /// The limit that is reached, when the reason is ``ReasonCode/limitReached``.
    public internal(set) var limit: DecisionTrace.Limit?
    /// The address that the client had before on its network, when it got another.
    public var movedFrom: IPv4Address?
    /// What is to be asked on the network: before the OFFER, which comes when this message is decided about again, or to
    /// verify a DECLINE; `nil` for nothing.
    public internal(set) var probe: ConflictProbe?
    /// The way to the decision, when somebody wants to know it.
    package internal(set) var trace: DecisionTrace?

    /// Makes a decision; without a `kind` it is silence, or what the type of the reply says.
    public init(
        _ kind: DecisionKind? = nil, reply: DHCPReply? = nil, changes: [LeaseChange] = [], reason: ReasonCode,
        option: DHCPOptionCode? = nil, droppedOptions: [DHCPOptionCode] = [], addressTold: IPv4Address? = nil
    ) {
        self.kind = kind ?? reply.map { DecisionKind($0.message.messageType) } ?? .silence
        self.addressTold = addressTold
        self.reply = reply
        self.changes = changes
        self.reason = reason
        self.option = option
        self.droppedOptions = droppedOptions
    }

    /// A decision that is still to be made.
    init() {
        kind = .silence
        reply = nil
        addressTold = nil
        changes = []
        reason = .notRequest
        option = nil
        droppedOptions = []
    }

    /// Answers.
    mutating func answer(_ kind: DecisionKind, _ reply: consuming DHCPReply, of address: IPv4Address? = nil) {
        self.kind = kind
        self.reply = reply
        addressTold = address
    }

    /// Silence, for a reason that came up behind the engine.
    mutating func silence(_ reason: ReasonCode) {
        (kind, reply, addressTold) = (.silence, nil, nil)
        self.reason = reason
    }

    /// Puts the blame on an option.
    mutating func blame(_ option: DHCPOptionCode) -> ReasonCode {
        self.option = option
        return .malformed
    }

    /// Refuses for a limit that is reached.
    mutating func refuse(for limit: DecisionTrace.Limit) -> ReasonCode {
        self.limit = limit
        return .limitReached
    }

    /// The reason's word, with the option that is to blame, as in `malformed(53)`.
    public var word: String { option.map { "\(reason.word)(\($0.rawValue))" } ?? reason.word }
}
