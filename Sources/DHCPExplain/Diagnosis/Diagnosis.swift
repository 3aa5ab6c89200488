import DHCP
import DHCPLeases

/// What a decision comes down to: the cause in a word, one sentence of diagnosis, and one of cure.
public struct Diagnosis: Hashable, Sendable, Codable {
    /// A stable word: that of the reason, or a narrower one such as `reserved-elsewhere`.
    public let cause: String
    /// What is the matter, with the facts of this case.
    public let sentence: String
    /// What to do about it; `nothing` where nothing is to be done.
    public let cure: String
    /// What of the configuration is to be looked at, such as `subnets[0].reservations[2]`; `nil` for nothing of it.
    public let rule: String?
    /// Where that stands, such as `dhcp.yaml:31`; `nil` when nobody has looked.
    public private(set) var place: String?

    /// Makes a diagnosis.
    public init(cause: String, sentence: String, cure: String, rule: String? = nil) {
        self.cause = cause
        self.sentence = sentence
        self.cure = cure
        self.rule = rule
    }

    /// The same with the place of its rule, as `find` knows it.
    func located(by find: (String) -> String?) -> Diagnosis {
        var diagnosis = self
        diagnosis.place = rule.flatMap(find)
        return diagnosis
    }

    /// Says what a decision comes down to.
    ///
    /// `facts` are those of the moment of the decision, or of now where that is long ago.
    public init(of message: ExplainedMessage, in facts: NetworkFacts) {
        self = DiagnosisMaker(message: message, facts: facts).diagnosis
    }
}

/// Makes a diagnosis of a decision.
struct DiagnosisMaker {
    let message: ExplainedMessage
    let facts: NetworkFacts

    /// The narrower cause where there is one, else what the reason says.
    var diagnosis: Diagnosis {
        switch message.reason {
        case .offered, .leased, .renewed: misplacement ?? held ?? misnamed ?? conflict ?? success
        case .beingProbed: probing
        case .poolExhausted, .noAddressTold, .noPoolForClient: misplacement ?? misnamed ?? shortage
        case .wrongNetwork, .notAuthoritative: misplacement ?? ofNetwork
        case .informed, .bootpAnswered, .leaseQueryAnswered, .released: success
        case .noSubnet, .unknownRelay, .answeredElsewhere, .noOwnAddress, .notOnLink, .notFromAddress: ofNetwork
        case .addressTaken, .addressResting, .addressReserved, .notForLease, .wrongAddress, .outsidePools, .declined,
            .notOwner, .unknownClient, .tooManyDeclines:
            ofAddress
        case .otherServer, .otherMember, .noQuorum, .clockSkew, .oldConfiguration, .tooLate, .notStored: ofServers
        default: ofMessage
        }
    }

    // MARK: What is used to say it

    var places: ConfiguredPlaces { ConfiguredPlaces(facts.configuration) }

    /// The address that the message names, for people.
    var named: String { message.namedAddress.map(\.description) ?? "no address" }

    /// The subnet the client is in, for people.
    var here: String { message.subnet.map(\.description) ?? "no subnet" }

    func found(_ sentence: String, _ cure: String, rule: String? = nil, cause: String? = nil) -> Diagnosis {
        Diagnosis(cause: cause ?? message.reason.word, sentence: sentence, cure: cure, rule: rule)
    }

    /// What becomes of the message, for people.
    var outcome: String {
        switch message.kind {
        case .offer: message.givenAddress.map { "it is offered \($0)" } ?? "it is told that there is no address"
        case .ack: message.givenAddress.map { "it gets \($0)" } ?? "it gets parameters"
        case .nak: "it gets a NAK and asks anew"
        case .answer: "it is answered"
        case .recorded: "that is recorded"
        case .silence: "it gets no answer"
        }
    }
}
