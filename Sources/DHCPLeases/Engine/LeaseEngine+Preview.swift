public import DHCP

extension LeaseEngine {
    /// What would be decided about a message: answer, changes and reason, and nothing has happened afterwards.
    ///
    /// This asks the engine itself and takes back what the decision did, so it costs as much as a decision or two; a copy
    /// of the engine would have the next message copy all leases. A policy is asked as if it were in earnest.
    public mutating func preview(_ request: DHCPRequest, at now: DHCPInstant) -> Decision {
        undoing { $0.decide(request, at: now) }
    }

    /// What would be decided about a message, and the way to that; nothing has happened afterwards.
    ///
    /// As ``preview(_:at:)``; the trace is a new one.
    public mutating func preview(
        _ request: DHCPRequest, at now: DHCPInstant, tracing trace: inout DecisionTrace
    ) -> Decision {
        let (decision, steps) = undoing { engine in
            var trace = DecisionTrace()
            let decision = engine.decide(request, at: now, tracing: &trace)
            return (decision, trace)
        }
        trace = steps
        return decision
    }

    /// Runs `body`, and takes back what it did to leases, offers and counts.
    private mutating func undoing<Result>(_ body: (inout LeaseEngine) -> Result) -> Result {
        let (limits, declines, probes, sightings) = (self.limits, self.declines, self.probes, self.sightings)
        // Nothing is asked on the network for a question: the answer is that of the end, should nobody use the address.
        self.probes.isPreview = true
        var undo = UndoLog()
        swap(&undo, &self.undo)
        var journal: TableJournal? = TableJournal(keepsImages: true)
        swap(&journal, &table.journal)
        let result = body(&self)
        let images = table.journal?.images ?? []
        table.journal = nil
        table.restore(images)
        // All is as it was, but may lie in other rows.
        for image in images { journal?.add(image.address) }
        table.journal = journal
        (self.limits, self.declines, self.sightings, self.undo) = (limits, declines, sightings, undo)
        self.probes = probes
        return result
    }
}
