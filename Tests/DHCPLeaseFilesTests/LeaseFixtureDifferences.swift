/// Where this server means to differ from the one that wrote a file; Documentation/Moving.md says why.
enum LeaseFixtureDifferences {
    /// Whether others are offered the address here.
    static let strangers: [String: Bool] = {
        let never = abandoned + keaRefuses + ["isc/by-hand 10.9.0.120 OpenBSD", "dnsmasq/by-hand 10.9.0.119 a length"]
        let here = freeWhateverItsEnd + others
        return Dictionary(uniqueKeysWithValues: never.map { ($0, false) } + here.map { ($0, true) })
    }()

    /// Whether its client is offered the address here.
    static let owners: [String: Bool] = Dictionary(
        uniqueKeysWithValues: (nobodys + ["isc/by-hand 10.9.0.110 reset, with an end to come"]).map { ($0, true) })

    /// ISC dhcpd gives an abandoned address away when no other is left; here it rests until its end.
    private static let abandoned = [
        "isc/states 10.9.0.108 declined by its client", "isc/states 10.9.0.109 abandoned, as it answered a ping",
        "isc/by-hand 10.9.0.114 abandoned, nobody's", "isc/by-hand 10.9.0.117 abandoned, with a client",
        "isc/by-hand 10.9.0.121 OpenBSD, abandoned",
        "isc/pair-normal 10.9.0.109 declined", "isc/pair-normal-peer 10.9.0.109 declined",
        "isc/pair-interrupted 10.9.0.109 declined", "isc/pair-interrupted-peer 10.9.0.109 declined",
        "isc/pair-down 10.9.0.109 declined", "isc/pair-down-peer 10.9.0.109 declined",
    ]

    /// Rows that Kea leaves out, as it would not write them.
    private static let keaRefuses = ofKea([
        "106 client identifier of one octet", "111 no user context", "113 user context with a comma as it is",
        "115 no state",
    ])

    /// Rows of the files that both versions of Kea read.
    private static func ofKea(_ rows: [String]) -> [String] {
        rows.flatMap { ["kea/by-hand 10.9.0.\($0)", "kea/2.6-by-hand 10.9.0.\($0)"] }
    }

    /// ISC dhcpd without its peer gives these to nobody, not to the client either.
    private static let nobodys = [
        "isc/by-hand 10.9.0.104 expired without an end", "isc/by-hand 10.9.0.105 released without an end",
        "isc/by-hand 10.9.0.108 expired, with an end to come", "isc/by-hand 10.9.0.109 released, with an end to come",
    ]

    /// What is over or free is so whatever end stands beside it.
    private static let freeWhateverItsEnd =
        nobodys + [
            "isc/by-hand 10.9.0.106 free until never", "isc/by-hand 10.9.0.107 free, with an end to come",
            "isc/by-hand 10.9.0.110 reset, with an end to come", "isc/by-hand 10.9.0.111 backup, with an end to come",
        ] + ofKea(["103 expired, with an end to come", "104 state 3"])

    /// Without an end it is over, and a reservation is the configuration's.
    private static let others = [
        "isc/by-hand 10.9.0.103 active without an end", "isc/by-hand 10.9.0.135 no times",
        "isc/by-hand 10.9.0.134 reserved flag, free",
    ]
}
