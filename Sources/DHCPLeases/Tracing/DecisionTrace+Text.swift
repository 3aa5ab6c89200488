import DHCP

extension DecisionTrace: CustomStringConvertible {
    /// The steps, a line for each.
    public var description: String { steps.map(\.description).joined(separator: "\n") }
}

extension DecisionStep: CustomStringConvertible {
    /// The step in one line; names of classes are the configuration's, and nothing of the message's text stands there.
    public var description: String {
        switch self {
        case .sender(let sender): "sender: \(sender.words)"
        case .subnet(let source, let address, let prefix):
            "subnet: by \(source.words) \(address): \(prefix.map(\.description) ?? "none")"
        case .memberOf(let name, let rule): "class: \(name), as \(rule)"
        case .classesByPolicy(let names): "classes by the policy: \(names.joined(separator: ", "))"
        case .client(let client, let own):
            "client: \(client)" + (own.map { ", which calls itself \($0)" } ?? "")
        case .reservation(_, let address):
            "reservation: " + (address.map(\.description) ?? "no address, but settings")
        case .server(let named, let naming):
            "server: names \(named.map(\.description) ?? "none"), \(naming.words)"
        case .turn(let bucket, let owner, let turn):
            "cluster: bucket \(bucket) is that of \(owner ?? "nobody"): \(turn.words)"
        case .address(let address, let source, let grant, let standing):
            "address: \(address), \(source.words): \(grant.words), \(standing.words)"
        case .pool(let range, let finding): "pool: \(range): \(finding.words)"
        case .policy(let proposed, let choice): "policy: of \(proposed.map(\.description) ?? "none"): \(choice.words)"
        case .limit(let limit): "limits: " + (limit.map { "\($0.words) reached" } ?? "none reached")
        case .probe(let address, let finding): "probe: \(address): \(finding.words)"
        case .termsOfOffer: "options and times: as they were offered"
        case .leaseTime(let asked, let given, let times):
            "lease time: \(asked.map { "\($0) s asked, " } ?? "")\(given) s given; \(times)"
        case .optionLeftOut(let code, let absence): "option \(code.rawValue): \(absence.words)"
        case .decided(let kind, let reason): "decision: \(kind), \(reason.word)"
        }
    }
}

extension DecisionTrace.Times: CustomStringConvertible {
    /// The three times and their scopes.
    public var description: String {
        "\(lease.seconds) s by \(lease.scope), at least \(minimum.seconds) s by \(minimum.scope), at most "
            + "\(maximum.seconds) s by \(maximum.scope)"
    }
}

extension DecisionTrace.Scope: CustomStringConvertible {
    /// As in `class phones`.
    public var description: String {
        switch self {
        case .reservation: "the reservation"
        case .ofClass(let name): "class \(name)"
        case .pool(let range): "pool \(range)"
        case .subnet(let prefix): "subnet \(prefix)"
        case .all: "the whole configuration"
        }
    }
}

extension DecisionTrace.Sender {
    package var words: String {
        switch self {
        case .client: "a client on a link of this server"
        case .trustedClient: "somebody on a trusted link"
        case .relay: "a known relay"
        case .strangeRelay: "an unknown relay that wrote itself"
        case .nobody: "whoever names an unknown relay"
        }
    }
}

extension DecisionTrace.SubnetSource {
    package var words: String {
        switch self {
        case .linkSelection: "link selection"
        case .subnetSelection: "subnet selection"
        case .relay: "relay"
        case .ownAddress: "the client's own address"
        case .interface: "the server's address"
        case .addressGivenUp: "the address given up"
        case .policy: "the policy"
        }
    }
}

extension DecisionTrace.ServerNaming {
    package var words: String {
        switch self {
        case .none, .other: "not this server"
        case .identifier: "this server"
        case .configured: "this server as configured"
        case .ownAddress: "another address of this server"
        case .formerMember: "a member that is gone, for which this one answers"
        }
    }
}

extension DecisionTrace.Turn {
    package var words: String {
        switch self {
        case .own: "this member's own client"
        case .waitedLong: "it answers, as the client has waited long"
        case .askedAgain: "it answers, as the client asks again"
        case .others: "left to it"
        }
    }
}

extension DecisionTrace.AddressSource {
    package var words: String {
        switch self {
        case .reserved: "reserved for the client"
        case .held: "the client's"
        case .earlier: "the client's before"
        case .requested: "wished for"
        case .named: "asked for"
        case .neverUsed: "never used"
        case .lapsed: "given up longest ago"
        case .policy: "chosen by the policy"
        }
    }
}

extension DecisionTrace.Grant {
    package var words: String {
        switch self {
        case .reserved: "reserved for it"
        case .pooled: "in a pool for it"
        case .assignable: "can be given"
        case .reservedForOther: "reserved for somebody else"
        case .neverLeased: "the network's own"
        case .onTheWay: "this server's or the relay's"
        case .outsidePools: "in no pool"
        case .otherClients: "in a pool for other clients"
        case .otherNetwork: "of another network"
        case .impossible: "of no host"
        }
    }
}

extension DecisionTrace.Standing {
    package var words: String {
        switch self {
        case .free: "free"
        case .own: "the client has it"
        case .leased: "leased by somebody else"
        case .offered: "offered to somebody else"
        case .resting: "rests, as it was found in use"
        }
    }
}

extension DecisionTrace.ProbeFinding {
    package var words: String {
        switch self {
        case .due(let time): "would be asked for first, for \(time) at most"
        case .underWay: "is asked for before it is given"
        case .silence: "nobody uses it"
        case .inUse(let hardware): "in use" + (hardware.map { " by \($0)" } ?? "") + ", and rests"
        case .omitted: "not asked for, as there was no time or too much to ask for"
        }
    }
}

extension DecisionTrace.PoolFinding {
    package var words: String {
        switch self {
        case .otherClients: "for other clients"
        case .nothingFree: "nothing free"
        case .found(let address): "\(address)"
        }
    }
}

extension DecisionTrace.Limit {
    package var words: String {
        switch self {
        case .offers: "offers in all"
        case .offersPerRelay: "offers of the relay or link"
        case .offersPerPort: "offers of the port"
        case .newLeasesPerRelay: "new leases of the relay or link in this minute"
        case .newLeasesPerPort: "new leases of the port in this minute"
        case .leasesPerRelay: "leases at a time of the relay or link"
        case .leasesPerPort: "leases at a time of the port"
        }
    }
}

extension DecisionTrace.OptionAbsence {
    package var words: String {
        switch self {
        case .notConfigured: "asked for, and not configured"
        case .notRequested: "configured, and not asked for"
        case .noRoom: "no room in what the client takes"
        }
    }
}

extension AddressChoice {
    package var words: String {
        switch self {
        case .accept: "accepted"
        case .refuse: "refused"
        case .use(let address): "\(address) instead"
        }
    }
}
