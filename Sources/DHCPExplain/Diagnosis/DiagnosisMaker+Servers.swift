import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// Another server has the client, or the store keeps this one from answering.
    var ofServers: Diagnosis {
        let options = message.request.message.options
        switch message.reason {
        case .otherServer:
            let server = options[.serverIdentifier].map(\.description) ?? "another server"
            return found(
                "the client took the offer of \(server), which is not this server",
                "nothing, if \(server) is yours; else find it and switch it off: `dhcp discover` on that link shows what it "
                    + "offers, `ip neigh show \(server)` its hardware address", cause: "other-server")
        case .otherMember:
            return found(
                "the client is \(owner)'s, another member of the cluster, which answers it",
                "nothing; this member answers when the client asks again; `dhcp cluster status` shows who lives")
        case .noQuorum:
            return found(
                "this member of the cluster can not reach the store, or had just begun, so it gave no address and refused none",
                "look at the store and the way to it (`dhcp cluster status`); it goes on by itself")
        case .clockSkew:
            return found(
                "the clocks of the cluster's members differ by \(facts.cluster?.skew ?? 0) s, so this one takes over no lease "
                    + "that ran out", "set the clock of this host, and see that NTP keeps it right")
        case .oldConfiguration:
            return found(
                "this member serves an older configuration than the cluster, so it gives nobody a new address",
                "give it the current configuration and have it read that: `systemctl reload dhcp-server`")
        case .tooLate:
            return found(
                "the store took more than four seconds, so the client asks again; what was decided is stored",
                "look at the store and the way to it")
        default:
            return found(
                "the lease can not be stored, so it is not given: \(outcome)",
                "see what the store says in the log, and whether its disk is full, failing or read-only: `df`, `dmesg`")
        }
    }

    private var owner: String {
        for case .turn(_, let owner, _) in message.trace.steps { return owner ?? "nobody" }
        return "another"
    }
}
