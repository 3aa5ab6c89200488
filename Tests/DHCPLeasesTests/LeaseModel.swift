import DHCP
import DHCPLeases
import Testing

/// What a server may do with its addresses, written down as plainly as possible: a dictionary, and a look at all of it
/// for each question.
///
/// It does not foretell the engine's choice. It says of each decision whether it was allowed, and whether silence was.
struct LeaseModel {
    /// What a history does to an address.
    enum Use: Equatable {
        case bound(HardwareAddress, until: Int64)
        case resting(until: Int64)
    }

    /// The addresses that may be leased, each with the client it is reserved for, if it is.
    var leasable: [IPv4Address: HardwareAddress?]
    var uses: [IPv4Address: Use] = [:]
    var offers: [IPv4Address: (client: HardwareAddress, until: Int64)] = [:]
    var now: Int64

    /// Takes everything whose time has come out of use.
    mutating func expire() {
        uses = uses.filter { _, use in
            switch use {
            case .bound(_, let until), .resting(let until): until > now
            }
        }
        offers = offers.filter { $0.value.until > now }
    }

    /// Who has an address now; `nil` when nobody.
    func owner(of address: IPv4Address) -> HardwareAddress? {
        if case .bound(let client, _) = uses[address] { client } else { nil }
    }

    /// Whether nobody but `client` has, was offered, or has reserved an address, and it does not rest.
    func isFree(_ address: IPv4Address, for client: HardwareAddress) -> Bool {
        guard let reserved = leasable[address], reserved == nil || reserved == client else { return false }
        if let offer = offers[address], offer.client != client { return false }
        switch uses[address] {
        case nil: return true
        case .bound(let owner, _): return owner == client
        case .resting: return false
        }
    }

    /// Whether there is any address that `client` could get.
    func hasRoom(for client: HardwareAddress) -> Bool {
        leasable.keys.contains { isFree($0, for: client) }
    }

    /// Serves other addresses; offers are kept of what their clients may still have.
    mutating func serve(_ leasable: [IPv4Address: HardwareAddress?]) {
        self.leasable = leasable
        offers = offers.filter { address, offer in leasable[address].map { $0 == nil || $0 == offer.client } ?? false }
    }

    // MARK: What a decision did

    mutating func follow(_ message: DHCPMessage, _ decision: Decision, restTime: Int64, _ place: Comment) {
        let client = message.hardwareAddress
        let requested = message.options[.requestedAddress] ?? message.ciaddr
        let namesServer = message.options[.serverIdentifier] == .ten(1)
        switch message.messageType {
        case .discover: followOffer(to: client, decision, place)
        case .request: followRequest(of: client, requested, message, decision, place)
        case .release:
            let isDue = namesServer && owner(of: message.ciaddr) == client
            #expect((decision.reason == .released) == isDue, place)
            if isDue { uses[message.ciaddr] = nil }
        case .decline:
            let isDue = namesServer && (owner(of: requested) == client || offers[requested]?.client == client)
            #expect((decision.reason == .declined) == isDue, place)
            if isDue {
                uses[requested] = .resting(until: now + restTime)
                offers[requested] = nil
            }
        default: #expect(decision.changes.isEmpty, place)
        }
    }

    private mutating func followOffer(to client: HardwareAddress, _ decision: Decision, _ place: Comment) {
        guard let offer = decision.reply?.message else {
            #expect(!hasRoom(for: client), "silence with an address to spare: \(decision.word) \(place)")
            return
        }
        #expect(isFree(offer.yiaddr, for: client), "offered \(offer.yiaddr), which is not to be had: \(place)")
        offers = offers.filter { $0.value.client != client }
        if owner(of: offer.yiaddr) != client { offers[offer.yiaddr] = (client, now + 60) }
    }

    private mutating func followRequest(
        of client: HardwareAddress, _ address: IPv4Address, _ message: DHCPMessage, _ decision: Decision,
        _ place: Comment
    ) {
        if message.options[.serverIdentifier].map({ $0 != .ten(1) }) ?? false, message.ciaddr.isAny {
            offers = offers.filter { $0.value.client != client }
        }
        guard let ack = decision.reply?.message, ack.messageType == .ack else {
            let isOwner = owner(of: address) == client && leasable[address] == .some(nil)
            let isRenewal = !message.ciaddr.isAny && message.options[.serverIdentifier] == nil
            let hasReserved = leasable.contains { $0.value == client && isFree($0.key, for: client) }
            if isOwner && isRenewal && !hasReserved {
                Issue.record("an owner was not renewed: \(decision.word) \(place)")
            }
            return
        }
        #expect(isFree(address, for: client), "acknowledged \(address), which is not to be had: \(place)")
        #expect(ack.yiaddr == address, place)
        uses = uses.filter { other, _ in other == address || owner(of: other) != client }
        offers = offers.filter { $0.value.client != client }
        let time = ack.options[.leaseTime] ?? 0
        uses[address] = .bound(client, until: time == LeaseTimes.infinite ? .max : now + Int64(time))
    }

    /// Where an engine remembers something else; empty when it does not.
    func differences(from engine: LeaseEngine) -> [String] {
        var remembered: [IPv4Address: Use] = [:]
        for lease in engine.leases {
            let end = lease.end == LeaseTimes.infinite ? Int64.max : Int64(lease.end)
            switch lease.state {
            case .bound: remembered[lease.address] = .bound(lease.hardwareAddress, until: end)
            case .declined: remembered[lease.address] = .resting(until: end)
            case .released, .expired: continue
            }
        }
        return Set(remembered.keys).union(uses.keys).sorted().compactMap { address in
            let (here, there) = (uses[address], remembered[address])
            if here == there { return nil }
            return "\(address): \(there.map { "\($0)" } ?? "free") instead of \(here.map { "\($0)" } ?? "free")"
        }
    }
}
