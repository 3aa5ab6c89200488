import DHCP
import DHCPLeases

extension EffectiveConfigurationBuilder {
    /// A subnet with all that its clients get.
    func subnet(_ subnet: Subnet, _ scope: String) -> [EffectiveEntry] {
        var options = configuration.leases.options
        for code in subnet.optionRules.removed { options.remove(code) }
        for code in subnet.options.codes { options[raw: code] = subnet.options[raw: code] }
        var entries = [entry(.subnet, in: scope, .text(subnet.prefix))]
        if let interface = subnet.interface { entries.append(entry(.interface, in: scope, .text(interface))) }
        if !subnet.relays.isEmpty { entries.append(entry(.relays, in: scope, .list(subnet.relays.map { .text($0) }))) }
        if let name = subnet.sharedNetwork { entries.append(entry(.sharedNetwork, in: scope, .text(name))) }
        let times = subnet.times ?? configuration.leases.times
        entries += self.times(times, in: scope)
        if let check = subnet.conflictCheck {
            entries.append(EffectiveEntry(.conflictCheck, .mapping(conflictCheck(check, in: "\(scope)."))))
        }
        if let answer = subnet.autoConfigure {
            entries.append(entry(.autoConfigure, in: scope, .boolean(answer == .autoConfigure)))
        }
        entries += self.options(options, subnet.optionRules, in: scope)
        entries += boot(subnet.boot, in: scope)
        if !subnet.pools.isEmpty {
            let pools = subnet.pools.enumerated().map { pool($0.element, "\(scope).pools[\($0.offset)]", times) }
            entries.append(EffectiveEntry(.pools, .mappings(pools)))
        }
        if !subnet.reservations.isEmpty {
            let reservations = subnet.reservations.enumerated().map { index, reservation in
                let pool = reservation.address.flatMap { address in
                    subnet.pools.first { $0.range.contains(address) }
                }
                return self.reservation(
                    reservation, "\(scope).reservations[\(index)]", pool.map { times.overridden(by: $0.times) } ?? times
                )
            }
            entries.append(EffectiveEntry(.reservations, .mappings(reservations)))
        }
        return entries
    }

    /// How addresses of a scope are probed; `scope` ends with a point, or is empty for the whole configuration.
    func conflictCheck(_ check: ConflictCheck, in scope: String) -> [EffectiveEntry] {
        let root = ConfigurationKey.conflictCheck.rawValue
        func entry(_ key: ConfigurationKey, _ value: EffectiveValue) -> EffectiveEntry {
            let own = origins.line("\(scope)\(root).\(key.rawValue)").map { EffectiveEntry.Origin.line($0) }
            let wider = origins.line("\(root).\(key.rawValue)").map {
                EffectiveEntry.Origin.inherited(line: $0, scope: root)
            }
            return EffectiveEntry(key, value, own ?? wider ?? .fallback)
        }
        return [
            entry(.arp, .boolean(check.arp)), entry(.ping, .boolean(check.ping)),
            entry(.timeout, .text(TimeoutText.text(check.timeout))),
        ]
    }

    /// A pool with what is its own.
    private func pool(_ pool: Pool, _ scope: String, _ times: LeaseTimes) -> [EffectiveEntry] {
        // A pool may stand without a mapping.
        let line = origins.line("\(scope).range") ?? origins.line(scope)
        var entries = [EffectiveEntry(.range, .text(pool.range), line.map { .line($0) })]
        if !pool.classes.isEmpty {
            entries.append(entry(.classes, in: scope, .list(pool.classes.map { .text($0) })))
        }
        if pool.clients != .all { entries.append(entry(.clients, in: scope, .text(pool.clients.rawValue))) }
        return entries + self.times(pool.times, in: scope, within: times)
            + options(pool.options, pool.optionRules, in: scope)
    }

    /// A reservation with what is its own.
    private func reservation(
        _ reservation: Reservation, _ scope: String, _ times: LeaseTimes
    ) -> [EffectiveEntry] {
        var entries = identifiers(reservation, scope)
        if let address = reservation.address { entries.append(entry(.address, in: scope, .text(address))) }
        if let name = reservation.hostName { entries.append(entry(.hostName, in: scope, .text(name))) }
        if reservation.isIgnored { entries.append(entry(.ignore, in: scope, .boolean(true))) }
        return entries + self.times(reservation.times, in: scope, within: times)
            + options(reservation.options, reservation.optionRules, in: scope) + boot(reservation.boot, in: scope)
    }

    private func identifiers(_ reservation: Reservation, _ scope: String) -> [EffectiveEntry] {
        switch reservation.identifier {
        case .hardwareAddress(let first):
            let addresses = reservation.identifiers.compactMap { identifier -> EffectiveValue? in
                guard case .hardwareAddress(let address) = identifier else { return nil }
                let type = address.type == .ethernet ? "" : "\(address.type.rawValue)/"
                return .text("\(type)\(address)")
            }
            let value = addresses.count == 1 ? addresses.first ?? .text(first) : .list(addresses)
            return [entry(.hardwareAddress, in: scope, value)]
        case .clientIdentifier(let octets):
            return [entry(.clientID, in: scope, .text(octets.hexadecimal(separator: ":")))]
        case .circuitIdentifier(let octets): return [entry(.circuitID, in: scope, EffectivePattern.text(octets))]
        case .remoteIdentifier(let octets): return [entry(.remoteID, in: scope, EffectivePattern.text(octets))]
        case .relayPort(let circuit, let remote):
            return [
                entry(.circuitID, in: scope, EffectivePattern.text(circuit)),
                entry(.remoteID, in: scope, EffectivePattern.text(remote)),
            ]
        }
    }

    /// A class with what is its own.
    func clientClass(_ member: ClientClass, _ scope: String) -> [EffectiveEntry] {
        var entries = [
            entry(.name, in: scope, .text(member.name)),
            entry(.match, in: scope, .mapping(EffectivePattern(definitions: definitions).entries(member.match))),
        ]
        if member.isIgnored { entries.append(entry(.ignore, in: scope, .boolean(true))) }
        if member.alwaysBroadcasts {
            entries.append(entry(.replies, in: scope, .text(Replies.broadcast.rawValue)))
        }
        return entries + times(member.times, in: scope) + options(member.options, member.optionRules, in: scope)
            + boot(member.boot, in: scope)
    }
}
