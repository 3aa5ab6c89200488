import DHCP

/// What clients of one place are told: options of all wider scopes merged into one, times, and what they boot.
///
/// A class, so that a reply's options can be found again by whose they are.
final class OptionScope: Sendable {
    let options: DHCPOptions
    let times: LeaseTimes
    let boot: BootPlan?
    /// Whether a reservation or a class names a boot file itself, which then goes before a profile's.
    let namesBootFile: Bool
    /// Whether a reservation or a class has vendor options itself, which then go before those for a boot program.
    let namesVendorOptions: Bool
    /// Options that go out whether a client asks for them or not, in the order of their codes.
    let always: [DHCPOptionCode]
    /// Options whose values are made for each client, in the order of their codes.
    let templates: [DHCPOptionCode]
    /// The options in the form in which replies take them, but those.
    let template: OptionTemplate

    init(
        options: DHCPOptions, times: LeaseTimes, boot: BootPlan?, namesBootFile: Bool = false,
        namesVendorOptions: Bool = false, always: Set<DHCPOptionCode> = [],
        templates: Set<DHCPOptionCode> = []
    ) {
        self.options = options.possible
        self.times = times
        self.boot = boot
        self.namesBootFile = namesBootFile
        self.namesVendorOptions = namesVendorOptions
        self.always = always.sorted { $0.rawValue < $1.rawValue }
        self.templates = templates.sorted { $0.rawValue < $1.rawValue }
        template = OptionTemplate(templates.reduce(into: self.options) { $0.remove($1) })
    }

    /// The scope of a pool; this one when the pool says nothing of its own.
    func narrowed(by pool: Pool) -> OptionScope {
        if pool.options.isEmpty && pool.times.isEmpty && pool.optionRules.isEmpty { return self }
        return narrowed(
            options: pool.options, pool.optionRules, times: pool.times, boot: nil, isOfClient: false)
    }

    /// The scope of a client's classes in this one; the class that stands first is followed.
    func narrowed(by classes: [ClientClass]) -> OptionScope {
        classes.reversed().reduce(self) { scope, member in
            scope.narrowed(
                options: member.options, member.optionRules, times: member.times, boot: member.boot, isOfClient: true)
        }
    }

    /// The scope of one client in this one.
    func narrowed(by reservation: Reservation) -> OptionScope {
        var options = reservation.options
        if let hostName = reservation.hostName { options[.hostName] = hostName }
        return narrowed(
            options: options, reservation.optionRules, times: reservation.times, boot: reservation.boot,
            isOfClient: true)
    }

    private func narrowed(
        options narrower: DHCPOptions, _ rules: OptionRules, times: LeaseTimeOverrides, boot: BootSettings?,
        isOfClient: Bool
    ) -> OptionScope {
        let merged = options.narrowed(by: narrower, rules)
        // What is this client's or its class's own goes out unasked (RFC 2131 section 4.3.1), but what only those can
        // use that ask for it (RFC 8925 section 3.3).
        let own = isOfClient ? narrower.codes.filter { $0 != .ipv6OnlyPreferred } : []
        // Boot settings of a narrower scope go before a file that a wider one names.
        return OptionScope(
            options: merged, times: self.times.overridden(by: times), boot: boot.map(BootPlan.init) ?? self.boot,
            namesBootFile: isOfClient && narrower.contains(.bootFileName) || boot == nil && namesBootFile,
            namesVendorOptions: isOfClient && narrower.contains(.vendorSpecificInformation) || namesVendorOptions,
            always: Set(always).union(rules.always).union(own),
            templates: Set(templates).templates(narrowedBy: narrower, rules))
    }
}

extension DHCPOptions {
    /// The same without those that are empty and can not be, which a program can set all the same.
    fileprivate var possible: DHCPOptions {
        let impossible = codes.filter { !$0.admits(count: 0) && withValue(of: $0) { $0.isEmpty } == true }
        return impossible.reduce(into: self) { $0.remove($1) }
    }

    /// Sets an option to a value that came from elsewhere, unless that has a length that the option can not have.
    mutating func set(_ code: DHCPOptionCode, ifPossible value: [UInt8]?) {
        if let value, code.admits(count: value.count) { self[raw: code] = value }
    }

    /// Takes over all options of a narrower scope.
    mutating func overlay(_ narrower: DHCPOptions) {
        for code in narrower.codes { self[raw: code] = narrower[raw: code] }
    }
}
