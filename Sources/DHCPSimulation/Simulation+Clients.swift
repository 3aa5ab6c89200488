import DHCP
import DHCPTesting

/// What clients do, and what the network makes of it.
extension Simulation {
    /// A client's patience has ended, or it does something new.
    mutating func proceed(_ client: Int) {
        report.steps += 1
        switch clients[client].state {
        case .off: turnOn(client)
        case .bound: leaveBound(client)
        case .selecting: send(client)
        case .requesting, .rebooting:
            if clients[client].patience(at: now, &random) != nil { return send(client) }
            giveUp(client)
        case .renewing, .rebinding: extend(client)
        }
    }

    private mutating func turnOn(_ client: Int) {
        let remembers = clients[client].held.map { $0.end > now } ?? false
        enter(client, remembers && chance(700) ? .rebooting : .selecting)
    }

    /// Renews when it is time; before that it may be turned off, with or without a RELEASE, or begin anew.
    private mutating func leaveBound(_ client: Int) {
        guard let held = clients[client].held else { return enter(client, .selecting) }
        if now >= held.renewal { return enter(client, .renewing) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: release(client, held)
        case 3..<6: turnOff(client, for: Int64.random(in: 1000...400_000, using: &random))
        case 6..<9: enter(client, .rebooting)
        default: beginAnew(client)
        }
    }

    private mutating func beginAnew(_ client: Int) {
        clients[client].held = nil
        enter(client, .selecting)
    }

    private mutating func release(_ client: Int, _ held: SimulatedClient.Held) {
        log("client \(client) releases \(held.address)")
        report.count("release")
        let message = DHCPMessage.release(clients[client].hardwareAddress, address: held.address, server: held.server)
        checker.end(of: held.address, for: client)
        clients[client].held = nil
        transmit(client, message, to: held.server)
        // Longer than a datagram may be late: no server can tell an old RELEASE from a new one.
        turnOff(client, for: Int64.random(in: 10_000...60_000, using: &random))
    }

    private mutating func turnOff(_ client: Int, for milliseconds: Int64) {
        clients[client].enter(.off, at: now, &random)
        wake(client, in: milliseconds)
    }

    /// A REQUEST that nobody answered: an address that is remembered may be used until its lease ends
    /// (RFC 2131 section 3.2).
    private mutating func giveUp(_ client: Int) {
        if case .rebooting = clients[client].state, let held = clients[client].held, held.end > now, chance(500) {
            return bind(client, held)
        }
        beginAnew(client)
    }

    private mutating func extend(_ client: Int) {
        guard let held = clients[client].held, held.end > now else {
            report.count("lease ran out")
            return beginAnew(client)
        }
        if case .renewing = clients[client].state, now >= held.rebinding { return enter(client, .rebinding) }
        send(client)
    }

    private mutating func enter(_ client: Int, _ state: SimulatedClient.State) {
        clients[client].enter(state, at: now, &random)
        send(client)
    }

    private mutating func bind(_ client: Int, _ held: SimulatedClient.Held) {
        clients[client].held = held
        clients[client].enter(.bound, at: now, &random)
        let restless = chance(300) ? Int64.random(in: 0...max(held.renewal - now, 0), using: &random) : .max
        wake(client, in: max(min(held.renewal - now, restless), 1))
    }

    /// Sends what the client has to say in its state, and has it wait for an answer.
    private mutating func send(_ client: Int) {
        guard let message = clients[client].message(at: now) else { return }
        log("client \(client): \(message.messageType.map { "\($0)" } ?? "") \(clients[client].word) xid \(message.xid)")
        transmit(client, message, to: clients[client].server)
        wake(client, in: clients[client].patience(at: now, &random) ?? 4000)
    }

    /// Brings a message to all servers, or to one.
    private mutating func transmit(_ client: Int, _ message: DHCPMessage, to address: IPv4Address?) {
        let sender = message.giaddr.isAny ? message.ciaddr : message.giaddr
        for server in servers.indices where address.map({ $0 == servers[server].address }) ?? true {
            guard servers[server].reachesClients else { continue }
            let destination = address ?? (message.giaddr.isAny ? .broadcast : servers[server].address)
            let isFirst = clients[client].attempts <= 1
            for copy in 0..<copies() {
                let delay = delay()
                let passage: Passage = isFirst && copy == 0 && delay < 1000 ? .first : .other
                let life = servers[server].life
                schedule(
                    .request(server: server, life: life, message, from: sender, to: destination, passage), in: delay)
            }
        }
    }

    /// How often a datagram arrives.
    mutating func copies() -> Int { chance(50) ? 0 : chance(30) ? 2 : 1 }

    /// How long a datagram takes: some are late by more than others that were sent after them.
    mutating func delay() -> Int64 {
        if chance(5) { return Int64.random(in: 1000...8000, using: &random) }
        return Int64.random(in: 1...200, using: &random)
    }

    // MARK: Answers

    mutating func receive(_ client: Int, _ message: DHCPMessage) {
        guard clients[client].xid == message.xid else { return }
        report.steps += 1
        switch (clients[client].state, message.messageType) {
        case (.selecting, .offer):
            // Some wait for another offer.
            if chance(150) { return }
            enter(client, .requesting(message))
        case (.requesting(let offer), .ack):
            // The answer has to be that of the server which was named.
            if message.options[.serverIdentifier] != offer.options[.serverIdentifier] { return }
            acknowledged(client, message)
        case (.rebooting, .ack), (.renewing, .ack), (.rebinding, .ack): acknowledged(client, message)
        case (.requesting, .nak), (.rebooting, .nak), (.renewing, .nak), (.rebinding, .nak): refused(client)
        default: return
        }
    }

    private mutating func acknowledged(_ client: Int, _ ack: DHCPMessage) {
        report.count("ack")
        let held = clients[client].lease(of: ack, at: now)
        log("client \(client) has \(held.address) for \((held.end - now) / 1000) s")
        if held.end <= now { return beginAnew(client) }
        if let other = checker.begin(of: held.address, for: client, until: held.end, at: now) {
            find(.oneClientOneAddress, "\(held.address) is client \(client)'s and client \(other)'s")
        }
        if chance(20) { return decline(client, held) }
        bind(client, held)
        // Firmware hands over to a system that knows nothing of the address; or the cable is put into another port.
        if chance(150) { beginAnew(client) } else if chance(50) { enter(client, .rebooting) }
    }

    private mutating func decline(_ client: Int, _ held: SimulatedClient.Held) {
        log("client \(client) declines \(held.address)")
        report.count("decline")
        checker.end(of: held.address, for: client)
        var message = DHCPMessage.decline(
            clients[client].hardwareAddress, address: held.address, server: held.server)
        message.giaddr = clients[client].relay
        clients[client].held = nil
        transmit(client, message, to: nil)
        turnOff(client, for: 10_000)
    }

    private mutating func refused(_ client: Int) {
        report.count("nak")
        let isTaking = if case .requesting = clients[client].state { true } else { false }
        log("client \(client) is refused \(clients[client].held?.address ?? .any)")
        if let held = clients[client].held, !isTaking {
            checkRefusal(client, held)
            checker.end(of: held.address, for: client)
        }
        beginAnew(client)
    }
}
