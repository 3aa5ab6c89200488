public import DHCP

extension LeaseEngine {
    /// Decides about one message, and writes down the way to the decision.
    ///
    /// As ``decide(_:at:)``; the trace is a new one. To ask what would become of a message, give it to a copy of the engine.
    public mutating func decide(
        _ request: DHCPRequest, at now: DHCPInstant, tracing trace: inout DecisionTrace
    ) -> Decision {
        let recorder = TraceRecorder()
        var decision = Decision()
        decide(request, at: now, into: &decision, recorder)
        recorder.note(.decided(decision.kind, decision.reason))
        trace = recorder.trace
        return decision
    }

    /// Decides about one message, and puts the changes behind those that there are; when it `isTraced`, the decision has its trace.
    @inline(__always)
    mutating func decide(
        _ request: DHCPRequest, at now: DHCPInstant, changes: inout [LeaseChange], isTraced: Bool
    ) -> Decision {
        isTraced ? decideTraced(request, at: now, changes: &changes) : decide(request, at: now, changes: &changes)
    }

    @inline(never)
    private mutating func decideTraced(
        _ request: DHCPRequest, at now: DHCPInstant, changes: inout [LeaseChange]
    ) -> Decision {
        let recorder = TraceRecorder()
        var decision = Decision()
        swap(&decision.changes, &changes)
        decide(request, at: now, into: &decision, recorder)
        swap(&decision.changes, &changes)
        recorder.note(.decided(decision.kind, decision.reason))
        decision.trace = recorder.trace
        return decision
    }

    /// Writes down what the client is, once that is known.
    func noteClient(_ exchange: borrowing Exchange) {
        guard let recorder = exchange.recorder else { return }
        recorder.note(.client(exchange.client, callsItself: exchange.ownName))
        guard let reservation = exchange.reservation else { return }
        recorder.note(.reservation(reservation.reservation.identifier, reservation.address))
    }

    /// Writes down an address that is considered.
    func noteAddress(
        _ address: IPv4Address, _ source: DecisionTrace.AddressSource, _ grant: DecisionTrace.Grant,
        _ exchange: borrowing Exchange
    ) {
        guard let recorder = exchange.recorder else { return }
        recorder.note(.address(address, source, grant, standing(of: address, to: exchange).traced))
    }

    /// Writes down the lease time and where it comes from.
    func noteLeaseTime(
        asked: UInt32?, given: UInt32, _ times: LeaseTimes, _ address: IPv4Address, _ exchange: borrowing Exchange
    ) {
        guard let recorder = exchange.recorder else { return }
        let pool = plan.pool(containing: address).map { plan.pools[$0] }
        let subnet = plan.subnet(containing: address).map { plan.subnets[$0] }
        func scope(of time: (LeaseTimeOverrides) -> UInt32?) -> DecisionTrace.Scope {
            if let reservation = exchange.reservation?.reservation, time(reservation.times) != nil {
                return .reservation
            }
            for member in plan.classes.members(exchange.classes) where time(member.times) != nil {
                return .ofClass(member.name)
            }
            if let pool, time(pool.times) != nil { return .pool(pool.range) }
            if let subnet, subnet.hasOwnTimes { return .subnet(subnet.prefix) }
            return .all
        }
        recorder.note(
            .leaseTime(
                asked: asked, given: given,
                DecisionTrace.Times(
                    lease: .init(times.lease, scope { $0.lease }),
                    minimum: .init(times.minimumLease, scope { $0.minimumLease }),
                    maximum: .init(times.maximumLease, scope { $0.maximumLease }))))
    }

    /// Writes down the options that the client does not get: those it asks for first, in its order.
    func noteOptions(
        _ scope: OptionScope, _ terms: OfferTerms, dropped: [DHCPOptionCode], _ exchange: borrowing Exchange
    ) {
        guard let recorder = exchange.recorder else { return }
        var seen = CodeSet()
        for number in terms.requested ?? [] {
            let code = DHCPOptionCode(rawValue: number)
            guard seen.insert(code), !OptionTemplate.ofReply.contains(code) else { continue }
            let isThere =
                scope.template.contains(code) || scope.templates.contains(code)
                || code == .microsoftClasslessStaticRoute
                    && scope.template.contains(.classlessStaticRoute)
            if !isThere { recorder.note(.optionLeftOut(code, .notConfigured)) }
        }
        if terms.requested != nil {
            func noteUnasked(_ code: DHCPOptionCode) {
                if !seen.contains(code), code != .subnetMask { recorder.note(.optionLeftOut(code, .notRequested)) }
            }
            scope.template.codes.forEach(noteUnasked)
            for code in scope.templates where !scope.always.contains(code) { noteUnasked(code) }
        }
        for code in dropped { recorder.note(.optionLeftOut(code, .noRoom)) }
    }
}

extension LeaseEngine.Standing {
    /// The same for a trace.
    var traced: DecisionTrace.Standing {
        switch self {
        case .free: .free
        case .own: .own
        case .others(let claim): claim
        }
    }
}

extension Speaker {
    /// The same for a trace.
    var traced: DecisionTrace.Sender {
        switch self {
        case .client: .client
        case .trustedClient: .trustedClient
        case .relay: .relay
        case .strangeRelay: .strangeRelay
        case .nobody: .nobody
        }
    }
}
