extension NetworkNamespace {
    /// Has the kernel judge what passes `hook` by rules of nft: chain `gate` of table `guard`, which is made where it is missing.
    ///
    /// A hook of family `netdev` names its device too, as in `egress device eth0`.
    func guardTraffic(_ rules: [[String]], hook: String, family: String = "inet", policy: String = "accept")
        async throws
    {
        try await run("nft", "add", "table", family, "guard")
        try await run(
            "nft", "add", "chain", family, "guard", "gate",
            "{ type filter hook \(hook) priority 0 ; policy \(policy) ; }")
        for rule in rules {
            try await Command.run(inside(["nft", "add", "rule", family, "guard", "gate"] + rule))
        }
    }
}
