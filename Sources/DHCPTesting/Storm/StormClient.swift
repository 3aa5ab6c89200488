import DHCP

/// A client in a storm: what it waits for, and when it sends again.
struct StormClient {
    enum State {
        /// It has an address and renews it.
        case renewing(IPv4Address)
        /// It sent DISCOVER.
        case selecting
        /// It sent REQUEST of what was offered.
        case requesting(DHCPMessage)
        /// It has what it wanted.
        case bound
    }

    let hardwareAddress: HardwareAddress
    var state: State
    /// When it began.
    var start = DHCPInstant(nanoseconds: 0)
    /// Of the present exchange.
    var xid: UInt32
    /// How often it sent its present message.
    var attempts = 0
    /// Counts what it waited for, so that what was to happen in an earlier state is known to be over.
    var epoch = 0

    /// A client asks all servers again when so many REQUESTs were not answered.
    private static let requestAttempts = 4

    init(number: Int, state: State) {
        hardwareAddress = HardwareAddress(
            2, 0, UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
        self.state = state
        xid = UInt32(number)
    }

    /// What it sends now; `nil` when it is content.
    mutating func message() -> DHCPMessage? {
        if case .requesting = state, attempts >= Self.requestAttempts { move(to: .selecting) }
        attempts += 1
        switch state {
        case .renewing(let address):
            return request(.renewing(hardwareAddress, address: address, giaddr: BootPlan.relay))
        case .selecting: return request(.discover(hardwareAddress, giaddr: BootPlan.relay))
        case .requesting(let offer): return .selecting(offer)
        case .bound: return nil
        }
    }

    private func request(_ message: DHCPMessage) -> DHCPMessage {
        var message = message
        message.xid = xid
        return message
    }

    /// How long it waits for an answer to what it just sent: 4, 8, 16, 32, 64 seconds, one more or less.
    func patience(_ random: inout SeededGenerator) -> Duration {
        .seconds(4 << min(max(attempts - 1, 0), 4)) + .milliseconds(Int.random(in: -1000...1000, using: &random))
    }

    /// Takes a reply in; whether it waited for that.
    mutating func receive(_ reply: DHCPMessage) -> Bool {
        guard reply.xid == xid else { return false }
        switch (state, reply.messageType) {
        case (.selecting, .offer): move(to: .requesting(reply))
        case (.requesting, .ack), (.renewing, .ack): move(to: .bound)
        case (.requesting, .nak): move(to: .selecting)
        default: return false
        }
        return true
    }

    private mutating func move(to state: State) {
        self.state = state
        attempts = 0
        epoch += 1
    }
}
