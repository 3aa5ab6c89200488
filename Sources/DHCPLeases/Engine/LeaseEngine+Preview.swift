public import DHCP

extension LeaseEngine {
    /// What would be decided about a message: answer, changes and reason, and nothing has happened afterwards.
    ///
    /// This asks the engine itself and takes back what the decision did, so it costs as much as a decision or two; a copy
    /// of the engine would have the next message copy all leases. A policy is asked as if it were in earnest.
    public mutating func preview(_ request: DHCPRequest, at now: DHCPInstant) -> Decision {
        let (limits, declines, sightings) = (self.limits, self.declines, self.sightings)
        var undo = UndoLog()
        swap(&undo, &self.undo)
        var journal: TableJournal? = TableJournal(keepsImages: true)
        swap(&journal, &table.journal)
        let decision = decide(request, at: now)
        let images = table.journal?.images ?? []
        table.journal = nil
        table.restore(images)
        // All is as it was, but may lie in other rows.
        for image in images { journal?.add(image.address) }
        table.journal = journal
        (self.limits, self.declines, self.sightings, self.undo) = (limits, declines, sightings, undo)
        return decision
    }
}
