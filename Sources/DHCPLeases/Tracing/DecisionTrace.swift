public import DHCP

/// The way to a decision: what was asked on it, in order, and what the answers were.
///
/// ``LeaseEngine/decide(_:at:tracing:)`` fills it in. What the engine does not ask does not stand there: a client with a
/// reserved address has no pools in its trace.
///
/// ```swift
/// var trace = DecisionTrace()
/// let decision = engine.decide(request, at: now, tracing: &trace)
/// print(trace)
/// ```
public struct DecisionTrace: Hashable, Sendable {
    /// The steps, in the order in which they were taken.
    public internal(set) var steps: [DecisionStep]

    /// Makes a trace.
    public init(_ steps: [DecisionStep] = []) {
        self.steps = steps
    }

    /// How much memory the steps take, in octets, or a little more.
    package var memory: Int {
        steps.reduce(32 + steps.capacity * MemoryLayout<DecisionStep>.stride) { $0 + ($1.isKeptByReference ? 128 : 0) }
    }
}

/// One question on the way to a decision, with its answer.
///
/// Steps that say much are kept by reference: so the others, of which there are many, take 16 octets each.
public enum DecisionStep: Hashable, Sendable {
    /// Who sent the message, and so for whom it speaks.
    case sender(DecisionTrace.Sender)
    /// A way to tell where the client is, and the subnet that it led to; the last one is followed.
    case subnet(DecisionTrace.SubnetSource, IPv4Address, IPv4Prefix?)
    /// A class that the client is in, and the rule that says so.
    indirect case memberOf(String, ClassMatch)
    /// The classes that a policy put the client into instead.
    case classesByPolicy([String])
    /// How the client is known, and how it names itself where its reservation names it otherwise.
    indirect case client(ClientIdentity, callsItself: ClientIdentity?)
    /// What is reserved for the client; with the address, if that is.
    indirect case reservation(Reservation.Identifier, IPv4Address?)
    /// Whether the message names this server (option 54).
    case server(IPv4Address?, DecisionTrace.ServerNaming)
    /// Which bucket of clients the client is in, whose that is, and whether this member answers (see ``ClusterView``).
    indirect case turn(bucket: UInt8, owner: String?, DecisionTrace.Turn)
    /// An address that was considered: why, whether the client may have it, and who has it.
    case address(IPv4Address, DecisionTrace.AddressSource, DecisionTrace.Grant, DecisionTrace.Standing)
    /// A pool that was looked through for a free address.
    case pool(IPv4Range, DecisionTrace.PoolFinding)
    /// What a policy said when this address, or none, was proposed.
    case policy(proposed: IPv4Address?, AddressChoice)
    /// Whether one more stranger is let in, or the limit that says no.
    case limit(DecisionTrace.Limit?)
    /// Whether anybody uses an address, as far as that is known.
    indirect case probe(IPv4Address, DecisionTrace.ProbeFinding)
    /// Options and times are those of the offer that the client takes.
    case termsOfOffer
    /// The lease time: asked for, if it was, and given; and what bounds it.
    indirect case leaseTime(asked: UInt32?, given: UInt32, DecisionTrace.Times)
    /// An option that the client does not get, and why.
    case optionLeftOut(DHCPOptionCode, DecisionTrace.OptionAbsence)
    /// What is done, and why.
    case decided(DecisionKind, ReasonCode)
}

extension DecisionStep {
    fileprivate var isKeptByReference: Bool {
        switch self {
        case .memberOf, .client, .reservation, .turn, .probe, .leaseTime: true
        default: false
        }
    }
}

extension DecisionTrace {
    /// Lease times in seconds with the narrowest scope that says something of each.
    public struct Times: Hashable, Sendable {
        /// A time and who says it.
        public struct Setting: Hashable, Sendable {
            /// The time that holds, in seconds.
            public var seconds: UInt32
            /// The narrowest scope that writes a time of this kind.
            public var scope: Scope

            /// Makes a setting.
            public init(_ seconds: UInt32, _ scope: Scope) {
                self.seconds = seconds
                self.scope = scope
            }
        }

        /// Lease time for clients that ask for none.
        public var lease: Setting
        /// The shortest.
        public var minimum: Setting
        /// The longest.
        public var maximum: Setting

        /// Makes times.
        public init(lease: Setting, minimum: Setting, maximum: Setting) {
            self.lease = lease
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// A scope of the configuration, from the narrowest to the widest.
    public enum Scope: Hashable, Sendable {
        /// The client's reservation.
        case reservation
        /// A class of the client.
        case ofClass(String)
        /// The pool of the address.
        case pool(IPv4Range)
        /// The subnet, with times of its own.
        case subnet(IPv4Prefix)
        /// The whole configuration.
        case all
    }
}
