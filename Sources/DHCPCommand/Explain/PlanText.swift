#if SQLite || Admin
    import DHCPExplain
    import DHCPProgram

    /// A plan for people.
    struct PlanText {
        let lines: [String]

        init(_ plan: ReloadPlan) {
            lines =
                [plan.configuration] + plan.clients.lines(at: plan.time)
                + plan.needsRestart.map { "at the next start only: \($0)" }
        }
    }
#endif
