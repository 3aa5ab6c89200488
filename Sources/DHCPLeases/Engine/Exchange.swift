import DHCP

/// One message on its way through the engine, with what has been found out about it.
///
/// It can not be copied, because handing it on by copy took a sixth of a decision's time.
struct Exchange: ~Copyable {
    let request: DHCPRequest
    /// Who writes down the way to the decision; mostly nobody.
    let recorder: TraceRecorder?
    /// Seconds since 1970, rounded up: a client counts from the moment at which it asked, and no lease may end before
    /// its client thinks so.
    let now: UInt32
    /// Whether `now` was rounded up.
    private let isRounded: Bool
    /// Option 50; `0.0.0.0` names nothing.
    let requestedAddress: IPv4Address?
    /// The server that the client names (option 54).
    let namedServer: IPv4Address?
    /// How this server names itself to the client.
    var server: ServerName
    /// Who sent it.
    let speaker: Speaker
    /// What the relay says that matters here; `nil` without a sound option 82.
    let relay: RelayFacts?
    /// Whether option 82 says at which port the client is; if not, it is returned and stands for nothing.
    var countsRelayInformation = true
    /// Whether the client is on the link that it selects (option 118), if it selects one.
    var isSelectionKept = true
    /// Whose message it is: as the client's reservation names it, else as the client names itself.
    private(set) var client: ClientIdentity
    /// `client.tableHash`.
    private(set) var hash: UInt32
    /// How the client names itself, when its reservation names it otherwise.
    private(set) var ownName: ClientIdentity?
    /// The subnet the client is on, by its number in the plan.
    var subnet: Int?
    /// The link of that subnet.
    var network: Int?
    /// The classes the client is in.
    var classes = ClassSet()
    /// Whether it names another member, which is gone, and this server answers in the name of that one.
    var speaksForMember = false
    /// Whether a class of the client wants it answered by broadcast.
    var alwaysBroadcasts = false
    /// The client's reservation on its network.
    private(set) var reservation: PlannedReservation?

    init(
        request: DHCPRequest, now: DHCPInstant, server: ServerName, speaker: Speaker, relay: RelayFacts?,
        client: ClientIdentity, recorder: TraceRecorder? = nil
    ) {
        self.request = request
        self.recorder = recorder
        self.now = UInt32(clamping: now.secondsRoundedUp)
        isRounded = now.secondsRoundedUp > now.seconds
        requestedAddress = request.message.options[.requestedAddress].flatMap { $0.isAny ? nil : $0 }
        namedServer = request.message.options[.serverIdentifier]
        self.server = server
        self.speaker = speaker
        self.relay = relay
        self.client = client
        hash = client.tableHash
    }

    /// Takes the client for the one with this reservation.
    ///
    /// Several clients may be at one port: without an address there each stays who it is, or all had the same one.
    mutating func identify(as reservation: PlannedReservation) {
        self.reservation = reservation
        guard reservation.client != client, reservation.address != nil || !reservation.client.source.isOfRelay
        else { return }
        ownName = client
        client = reservation.client
        hash = client.tableHash
    }

    /// Whether somebody writes down the way to the decision; to be asked before what is written down is made.
    var isTraced: Bool {
        @inline(__always) get { recorder != nil }
    }

    /// Whether the client is the one that something is reserved for, and not just somebody at its port.
    var hasOwnReservation: Bool { reservation.map { $0.client == client } ?? false }

    /// How many octets the answer may have.
    ///
    /// A relay that is not known gets what everybody takes: nobody shall make much of little for somebody else.
    var replyLimit: Int { speaker.isKnown ? request.message.replyLimit : MaximumMessageSize.minimum.payloadCount }

    /// When an offer lapses that is held for `seconds`: not later, as nobody counts on more.
    func endOfOffer(after seconds: UInt32) -> UInt32 { end(after: seconds) - (isRounded && seconds > 0 ? 1 : 0) }

    /// `now` and `seconds` later, or never.
    func end(after seconds: UInt32) -> UInt32 {
        if seconds == LeaseTimes.infinite { return seconds }
        let (end, overflow) = now.addingReportingOverflow(seconds)
        return overflow ? LeaseTimes.infinite - 1 : min(end, LeaseTimes.infinite - 1)
    }
}

extension PlannedPool {
    /// Whether the client gets its addresses.
    func admits(_ exchange: borrowing Exchange) -> Bool {
        admits(isKnown: exchange.reservation != nil, exchange.classes)
    }
}

/// What a relay says in option 82 that decides what the client gets.
struct RelayFacts {
    /// Sub-option 5: where the client is (RFC 3527).
    private(set) var linkSelection: IPv4Address?
    /// Sub-option 11: what stands in option 54 of replies (RFC 5107).
    private(set) var serverIdentifier: IPv4Address?

    /// Forgets what only relays may say.
    mutating func disregard() {
        (linkSelection, serverIdentifier) = (nil, nil)
    }

    /// Reads a message's option 82; `nil` when it has none, an empty one, or one with a sub-option past its end.
    init?(_ message: borrowing DHCPMessage) {
        var facts = (link: IPv4Address?.none, server: IPv4Address?.none)
        let isSound = message.options.withValue(of: .relayAgentInformation) { octets in
            if octets.isEmpty { return false }
            var cursor = OptionCursor(0..<octets.byteCount, hasLayout: false)
            while let part = cursor.next(in: octets) {
                if part.count != 4 { continue }
                let code = RelayAgentInformation.Code(rawValue: part.code)
                let address = IPv4Address(bitPattern: octets.uint32(at: part.start))
                // What no host can have selects no link and names no server.
                if !address.isUsableByHost { continue }
                if code == .linkSelection { facts.link = address }
                if code == .serverIdentifierOverride { facts.server = address }
            }
            return cursor.ending(in: octets) == .octets
        }
        guard isSound == true else { return nil }
        linkSelection = facts.link
        serverIdentifier = facts.server
    }
}
