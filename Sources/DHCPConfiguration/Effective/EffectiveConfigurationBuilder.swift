import DHCP
import DHCPLeases

/// Turns a configuration back into keys and values.
struct EffectiveConfigurationBuilder {
    let configuration: ServerConfiguration
    var origins: Origins
    let definitions: OptionDefinitions

    init(_ configuration: ServerConfiguration, _ review: ConfigurationReview) {
        self.configuration = configuration
        origins = Origins(places: review.places, moves: review.moves)
        definitions = review.definitions
    }

    private var leases: LeaseConfiguration { configuration.leases }

    var entries: [EffectiveEntry] {
        var entries = [
            EffectiveEntry(.server, .mapping(server)), EffectiveEntry(.store, .mapping(store)),
        ]
        // What has no effect would be warned of.
        if configuration.store.isShared { entries.append(EffectiveEntry(.cluster, .mapping(cluster))) }
        if configuration.store != .memory { entries.append(EffectiveEntry(.history, .mapping(history))) }
        entries += [
            EffectiveEntry(.admin, .mapping(admin)),
            EffectiveEntry(.log, .mapping([entry(.leases, in: "log", .boolean(configuration.log.leases))])),
            EffectiveEntry(.watch, .mapping(watch)),
            EffectiveEntry(
                .explain, .mapping([entry(.memory, in: "explain", .text(SizeText.text(configuration.explain.memory)))])),
            EffectiveEntry(.defaults, .mapping(times(leases.times, in: ConfigurationKey.defaults.rawValue))),
            EffectiveEntry(
                .rapidCommit, .boolean(leases.allowsRapidCommit),
                origins.origin(ConfigurationKey.rapidCommit.rawValue)),
            EffectiveEntry(.conflictCheck, .mapping(conflictCheck(leases.conflictCheck, in: ""))),
            EffectiveEntry(.leaseQuery, .mapping([leaseQuery])), EffectiveEntry(.limits, .mapping(limits)),
        ]
        if !definitions.own.isEmpty { entries.append(EffectiveEntry(.optionDefinitions, .mappings(ownDefinitions))) }
        entries += options(leases.options, leases.optionRules, in: "")
        entries += boot(leases.boot, in: "")
        if !leases.classes.isEmpty {
            let classes = leases.classes.enumerated().map { clientClass($0.element, "classes[\($0.offset)]") }
            entries.append(EffectiveEntry(.classes, .mappings(classes)))
        }
        let subnets = leases.subnets.enumerated().map { subnet($0.element, "subnets[\($0.offset)]") }
        return entries + [EffectiveEntry(.subnets, .mappings(subnets))]
    }

    // MARK: The server

    private var server: [EffectiveEntry] {
        let settings = configuration.server
        return [
            entry(
                .interfaces, in: "server",
                settings.interfaces.isEmpty
                    ? .words("all with an address in a subnet") : .list(settings.interfaces.map { .text($0) })),
            entry(.listen, in: "server", .text(settings.listen)),
            entry(.clientPort, in: "server", .number(leases.addressing.clientPort)),
            entry(
                .identifier, in: "server",
                leases.identifier.map { .text($0) } ?? .words("the address at which a request arrives")),
            entry(.authoritative, in: "server", .boolean(leases.isAuthoritative)),
            entry(
                .replies, in: "server",
                .text((leases.addressing.alwaysBroadcasts ? Replies.broadcast : Replies.auto).rawValue)),
            entry(.clientIDs, in: "server", .boolean(leases.usesClientIdentifiers)),
            entry(.segmentationOffload, in: "server", .text(settings.segmentationOffload.rawValue)),
            entry(
                .trustedInterfaces, in: "server",
                leases.trustedInterfaces.isEmpty
                    ? .words("none") : .list(leases.trustedInterfaces.sorted().map { .text($0) })),
            entry(
                .user, in: "server",
                settings.user.map { .text($0) } ?? .words("whoever has the leases, else dhcp-server or nobody")),
        ]
    }

    private var watch: [EffectiveEntry] {
        let settings = configuration.watch
        let known = settings.knownServers.sorted().map { EffectiveValue.text($0) }
        return [
            entry(.otherServers, in: "watch", .text(DurationText.text(settings.otherServers))),
            entry(.known, in: "watch", .list(known)),
        ]
    }

    private var leaseQuery: EffectiveEntry {
        let requesters = leases.leaseQueryRequesters.map { EffectiveValue.text($0) }
        return entry(.allow, in: "leasequery", .list(requesters))
    }

    private var limits: [EffectiveEntry] {
        let limits = leases.limits
        let optional: [(ConfigurationKey, Int?)] = [
            (.offersPerRelay, limits.offersPerRelay), (.offersPerPort, limits.offersPerPort),
            (.newLeasesPerRelay, limits.newLeasesPerRelay), (.newLeasesPerPort, limits.newLeasesPerPort),
            (.leasesPerRelay, limits.leasesPerRelay), (.leasesPerPort, limits.leasesPerPort),
        ]
        let always: [(ConfigurationKey, Int)] = [
            (.declinesPerClient, limits.declinesPerClient), (.declinesPerPort, limits.declinesPerPort),
            (.declinesPerNetwork, limits.declinesPerNetwork),
        ]
        return [entry(.offers, in: "limits", .number(limits.offers))]
            + optional.map { key, limit in
                entry(key, in: "limits", limit.map { .number($0) } ?? .words("no limit"))
            } + always.map { key, limit in entry(key, in: "limits", .number(limit)) }
    }

    private var ownDefinitions: [[EffectiveEntry]] {
        definitions.own.map { definition in
            [
                EffectiveEntry(.code, .number(definition.code.rawValue)), EffectiveEntry(.name, .text(definition.name)),
                EffectiveEntry(
                    .type,
                    definitions.record(definition.code).map { .list($0.map { .text($0.rawValue) }) }
                        ?? .text(definition.format.rawValue)),
            ]
        }
    }

    // MARK: What several scopes have

    /// A key of the file or the program's own choice.
    func entry(_ key: ConfigurationKey, in scope: String, _ value: EffectiveValue) -> EffectiveEntry {
        EffectiveEntry(key, value, origins.origin("\(scope).\(key.rawValue)"))
    }

    func times(_ times: LeaseTimes, in scope: String) -> [EffectiveEntry] {
        let fallback = LeaseTimes()
        func duration(_ key: ConfigurationKey, _ path: KeyPath<LeaseTimes, UInt32>) -> EffectiveEntry {
            let isDefault = times[keyPath: path] == fallback[keyPath: path]
            let origin = origins.time(key, in: scope, isDefault: isDefault)
            return EffectiveEntry(key, .text(DurationText.text(times[keyPath: path])), origin)
        }
        func part(_ key: ConfigurationKey, _ path: KeyPath<LeaseTimes, Int>) -> EffectiveEntry {
            let isDefault = times[keyPath: path] == fallback[keyPath: path]
            let origin = origins.time(key, in: scope, isDefault: isDefault)
            let seconds = key == .renewalTime ? times.renewal : times.rebinding
            let point = seconds.map(LeasePoint.time) ?? .part(times[keyPath: path])
            return EffectiveEntry(
                key, .text(point), seconds == nil ? origin : origins.time(key, in: scope, isDefault: false))
        }
        return [
            duration(.leaseTime, \.lease), duration(.minimumLeaseTime, \.minimumLease),
            duration(.maximumLeaseTime, \.maximumLease), duration(.offerTime, \.offer),
            duration(.declineTime, \.decline), part(.renewalTime, \.renewalPermille),
            part(.rebindingTime, \.rebindingPermille),
        ]
    }

    /// The lease times that a scope writes, and those that follow from them.
    ///
    /// Without the times of the scope around it, `wider`, what follows is not known.
    func times(
        _ overrides: LeaseTimeOverrides, in scope: String, within wider: LeaseTimes? = nil
    ) -> [EffectiveEntry] {
        let times: [(ConfigurationKey, UInt32?, KeyPath<LeaseTimes, UInt32>)] = [
            (.leaseTime, overrides.lease, \.lease), (.minimumLeaseTime, overrides.minimumLease, \.minimumLease),
            (.maximumLeaseTime, overrides.maximumLease, \.maximumLease),
        ]
        let narrowed = wider?.overridden(by: overrides)
        return times.compactMap { key, written, path in
            // That a lease time moves the bounds of wider scopes need not be said each time.
            if key == .leaseTime || overrides.lease == nil, let effective = narrowed?[keyPath: path],
                effective != (written ?? wider?[keyPath: path])
            {
                return EffectiveEntry(key, .words("\(DurationText.text(effective)), follows \(Self.cause(of: key))"))
            }
            return written.map { entry(key, in: scope, .text(DurationText.text($0))) }
        }
    }

    /// What a time that is not written follows from.
    private static func cause(of key: ConfigurationKey) -> String {
        switch key {
        case .minimumLeaseTime: ConfigurationKey.maximumLeaseTime.rawValue
        case .maximumLeaseTime: ConfigurationKey.minimumLeaseTime.rawValue
        default: "its bounds"
        }
    }

    /// `options` and `send-always`, when there are any.
    func options(_ options: DHCPOptions, _ rules: OptionRules, in scope: String) -> [EffectiveEntry] {
        let writer = OptionValueWriter(definitions: definitions)
        func sorted(_ codes: Set<DHCPOptionCode>) -> [DHCPOptionCode] { codes.sorted { $0.rawValue < $1.rawValue } }
        let entries =
            options.codes.map { code in
                EffectiveEntry(
                    writer.name(code), writer.value(options[raw: code] ?? [], of: code),
                    origins.option(code, in: scope))
            }
            + sorted(rules.removed.subtracting(options.codes)).map { code in
                EffectiveEntry(writer.name(code), .list([]), origins.option(code, in: scope))
            }
        var result = entries.isEmpty ? [] : [EffectiveEntry(.options, .mapping(entries))]
        if !rules.always.isEmpty {
            let names = sorted(rules.always).map { EffectiveValue.text(writer.name($0)) }
            let key = ConfigurationKey.sendAlways.rawValue
            result.append(
                EffectiveEntry(.sendAlways, .list(names), origins.origin(scope.isEmpty ? key : "\(scope).\(key)")))
        }
        return result
    }

    /// `boot`, when there is any.
    func boot(_ settings: BootSettings?, in scope: String) -> [EffectiveEntry] {
        guard let settings else { return [] }
        let path = scope.isEmpty ? ConfigurationKey.boot.rawValue : "\(scope).\(ConfigurationKey.boot.rawValue)"
        var entries = [
            entry(.nextServer, in: path, settings.nextServer.map { .text($0) } ?? .words("this server's address"))
        ]
        if let name = settings.serverName { entries.append(entry(.serverName, in: path, .text(name))) }
        let profiles = settings.profiles.enumerated().map { index, profile in
            bootProfile(profile, "\(path).profiles[\(index)]")
        }
        return [EffectiveEntry(.boot, .mapping(entries + [EffectiveEntry(.profiles, .mappings(profiles))]))]
    }

    private func bootProfile(_ profile: BootProfile, _ scope: String) -> [EffectiveEntry] {
        let key: ConfigurationKey = profile.isURL ? .url : .file
        return [
            entry(.architecture, in: scope, profile.architecture.map { .text($0) } ?? .words("all")),
            entry(.ipxe, in: scope, .boolean(profile.isForIPXE)), entry(key, in: scope, .text(profile.file)),
        ]
    }
}
