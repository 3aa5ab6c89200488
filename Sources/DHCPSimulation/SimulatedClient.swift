import DHCP
import DHCPTesting

/// A client as RFC 2131 has it (figure 5).
struct SimulatedClient {
    /// An address that it believes to be its own.
    struct Held {
        let address: IPv4Address
        let server: IPv4Address
        /// When it renews, asks any server, and stops, in milliseconds.
        let renewal: Int64
        let rebinding: Int64
        let end: Int64
    }

    enum State {
        /// It is not there.
        case off
        /// It asks for offers.
        case selecting
        /// It takes an offer.
        case requesting(DHCPMessage)
        /// It asks whether it may use an address that it remembers.
        case rebooting
        case bound
        case renewing
        case rebinding
    }

    let number: Int
    let hardwareAddress: HardwareAddress
    /// The relay before it; `0.0.0.0` for none.
    let relay: IPv4Address
    /// Whether it says for how long it has been asking.
    let tellsSeconds: Bool
    private(set) var state = State.off
    /// What it has, or remembers.
    var held: Held?
    private(set) var xid: UInt32 = 0
    /// When it began to ask, and when it first sent its present message.
    private(set) var began: Int64 = 0
    private(set) var firstSent: Int64 = 0
    /// How often it sent its present message.
    private(set) var attempts = 0
    /// Counts its states, so that what was to happen in an earlier one is known to be over.
    private(set) var epoch = 0

    init(number: Int, relay: IPv4Address, tellsSeconds: Bool) {
        self.number = number
        hardwareAddress = HardwareAddress(2, 0, 0, 0, UInt8(number >> 8 & 255), UInt8(number & 255))
        (self.relay, self.tellsSeconds) = (relay, tellsSeconds)
    }

    var isBound: Bool { if case .bound = state { true } else { false } }
    var isOff: Bool { if case .off = state { true } else { false } }

    /// The state in a word.
    var word: String {
        switch state {
        case .off: "off"
        case .selecting: "selecting"
        case .requesting: "requesting"
        case .rebooting: "rebooting"
        case .bound: "bound"
        case .renewing: "renewing"
        case .rebinding: "rebinding"
        }
    }

    /// Goes into a state; one that asks begins a new exchange.
    mutating func enter(_ state: State, at now: Int64, _ random: inout SeededGenerator) {
        epoch += 1
        self.state = state
        attempts = 0
        switch state {
        case .off, .bound: break
        case .requesting: firstSent = now
        case .selecting, .rebooting, .renewing, .rebinding:
            xid = UInt32.random(in: 1...(.max), using: &random)
            (began, firstSent) = (now, now)
        }
    }

    /// What it sends now; `nil` when it has nothing to say.
    mutating func message(at now: Int64) -> DHCPMessage? {
        var message: DHCPMessage
        switch state {
        case .off, .bound: return nil
        case .selecting: message = .discover(hardwareAddress, xid: xid, giaddr: relay)
        case .requesting(let offer):
            message = .selecting(offer)
            message.giaddr = relay
        case .rebooting:
            message = .initReboot(hardwareAddress, address: held?.address ?? .any, giaddr: relay)
        case .renewing: message = .renewing(hardwareAddress, address: held?.address ?? .any)
        case .rebinding: message = .renewing(hardwareAddress, address: held?.address ?? .any, giaddr: relay)
        }
        message.xid = xid
        if tellsSeconds { message.secs = UInt16(clamping: (now - began) / 1000) }
        attempts += 1
        return message
    }

    /// The one server that it writes to; `nil` for all.
    var server: IPv4Address? { if case .renewing = state { held?.server } else { nil } }

    /// How long it waits for an answer, in milliseconds; `nil` when it gives up.
    func patience(at now: Int64, _ random: inout SeededGenerator) -> Int64? {
        switch state {
        case .off, .bound: return nil
        case .selecting: return backoff(&random)
        case .requesting, .rebooting: return attempts <= 3 ? backoff(&random) : nil
        case .renewing, .rebinding:
            guard let held else { return nil }
            let isRenewing = if case .renewing = state { true } else { false }
            let limit = (isRenewing ? held.rebinding : held.end) - now
            if limit <= 0 { return nil }
            // Half of what is left, and a minute at least (RFC 2131 section 4.4.5); here lease times are short.
            return min(max(limit / 2, 10_000), limit)
        }
    }

    private func backoff(_ random: inout SeededGenerator) -> Int64 {
        Int64(4000 << min(max(attempts - 1, 0), 4)) + Int64.random(in: -1000...1000, using: &random)
    }

    /// The lease that an ACK tells of: it runs from when the client asked (RFC 2131 section 4.4.1).
    func lease(of ack: DHCPMessage, at now: Int64) -> Held {
        let time = Int64(ack.options[.leaseTime] ?? 0) * 1000
        let renewal = ack.options[.renewalTime].map { Int64($0) * 1000 } ?? time / 2
        let rebinding = ack.options[.rebindingTime].map { Int64($0) * 1000 } ?? time * 7 / 8
        return Held(
            address: ack.yiaddr, server: ack.options[.serverIdentifier] ?? .any, renewal: firstSent + renewal,
            rebinding: firstSent + rebinding, end: firstSent + time)
    }
}
