import DHCP
import DHCPLeases

extension LeaseResponder {
    /// Lets addresses be probed from now on, where there is something to probe with.
    mutating func beginProbing() {
        guard let prober else { return }
        engine.probeReach = prober.reach
        prober.start { [service] in service?.resume() }
    }

    /// Follows what can be asked, and gives up probes that have no outcome.
    mutating func followProbes(at time: DHCPInstant, _ replies: inout ReplyWriter) {
        guard let prober else { return }
        let reach = prober.reach
        if reach != engine.probeReach { engine.probeReach = reach }
        conclude(&replies) { $0.giveUpProbes(at: time, $1) }
        conflicts.noteOmitted(engine.omittedProbes)
        conflicts.turn(at: time)
    }

    /// Has addresses probed that are to be offered.
    mutating func beginProbes() {
        guard pipeline.wantsProbes, let prober else { return }
        for probe in pipeline.takeProbes() { prober.ask(probe) }
    }

    /// Goes on with what was probed.
    mutating func endProbes(_ replies: inout ReplyWriter) {
        guard let results = prober?.takeResults(), !results.isEmpty else { return }
        let now = timeline.time(at: clock.now)
        var conclusions: [LeaseEngine.ProbeConclusion] = []
        conclude(&replies) { pipeline, conclude in
            for result in results {
                conclusions.append(pipeline.endProbe(of: result.address, result.outcome, at: now, conclude))
            }
        }
        conflicts.count(results)
        for (result, conclusion) in zip(results, conclusions) {
            switch conclusion {
            case .inUse(let change):
                conflicts.tell(AddressInUse(change, result), restsUntil: change.after, logger, events)
            case .unconfirmed(let client): conflicts.tellUnconfirmed(result.address, declinedBy: client, logger)
            case .free, .overtaken: continue
            }
        }
    }
}
