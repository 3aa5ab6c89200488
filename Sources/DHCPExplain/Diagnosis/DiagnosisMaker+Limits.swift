import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// Strangers, or a port, or a link, have as much as they may.
    var limited: Diagnosis {
        let limit = message.limit.map { facts.configuration.limits.setting($0) }
        let name = limit.map { "limits.\($0.key)" } ?? "limits"
        let value = limit?.value.map { " is \($0)" } ?? ""
        return found(
            "\(full): `\(name)`\(value) and is reached: \(outcome)",
            "raise `\(name)` if the clients there are honest; else find out who invents clients: "
                + "`dhcp leases list` shows who has addresses", rule: "limits")
    }

    /// What there is too much of, and where.
    private var full: String {
        let place = message.sourceWords
        let circuit = message.request.message.options[.relayAgentInformation]?.circuitID
        let port = "port \(circuit.map { PortWords.text($0) } ?? "without a name") of \(place)"
        return switch message.limit {
        case .offers: "as many offers are held as may be"
        case .offersPerRelay: "as many offers are held at \(place) as may be"
        case .offersPerPort: "as many offers are held at \(port) as may be"
        case .newLeasesPerRelay: "as many new clients at \(place) got a lease in this minute as may"
        case .newLeasesPerPort: "as many new clients at \(port) got a lease in this minute as may"
        case .leasesPerRelay: "\(place) has as many leases as it may"
        case .leasesPerPort: "\(port) has as many leases as it may"
        case nil: "too much was given away at \(place) already"
        }
    }
}

extension ClientLimits {
    /// The key of a limit in the configuration, and its value.
    fileprivate func setting(_ limit: DecisionTrace.Limit) -> (key: String, value: Int?) {
        switch limit {
        case .offers: ("offers", offers)
        case .offersPerRelay: ("offers-per-relay", offersPerRelay)
        case .offersPerPort: ("offers-per-port", offersPerPort)
        case .newLeasesPerRelay: ("new-leases-per-relay", newLeasesPerRelay)
        case .newLeasesPerPort: ("new-leases-per-port", newLeasesPerPort)
        case .leasesPerRelay: ("leases-per-relay", leasesPerRelay)
        case .leasesPerPort: ("leases-per-port", leasesPerPort)
        }
    }
}
