public import DHCP

/// What becomes of options beyond their values, in one scope.
public struct OptionRules: Hashable, Sendable {
    /// Options that go out whether a client asks for them (option 55) or not, where some scope sets them.
    public var always: Set<DHCPOptionCode>
    /// Options of wider scopes that do not go out.
    ///
    /// What a narrower scope, or this one, sets goes out all the same.
    public var removed: Set<DHCPOptionCode>
    /// Options of this scope in whose text `{mac}`, `{address}`, `{circuit}` and `{host}` stand for what the client has.
    public var templates: Set<DHCPOptionCode>

    /// Makes rules; by default there are none.
    public init(
        always: Set<DHCPOptionCode> = [], removed: Set<DHCPOptionCode> = [], templates: Set<DHCPOptionCode> = []
    ) {
        self.always = always
        self.removed = removed
        self.templates = templates
    }

    /// Whether nothing is different.
    public var isEmpty: Bool { always.isEmpty && removed.isEmpty && templates.isEmpty }

    /// These rules and those of a narrower scope.
    package func narrowed(by narrower: OptionRules) -> OptionRules {
        OptionRules(
            always: always.union(narrower.always), removed: removed.union(narrower.removed),
            templates: templates.union(narrower.templates))
    }
}

extension Set<DHCPOptionCode> {
    /// Which options are templates in a narrower scope: what that sets itself is one only if it says so.
    func templates(narrowedBy options: DHCPOptions, _ rules: OptionRules) -> Set<DHCPOptionCode> {
        subtracting(options.codes).subtracting(rules.removed).union(rules.templates)
    }
}

extension DHCPOptions {
    /// These options as a narrower scope leaves them.
    func narrowed(by options: DHCPOptions, _ rules: OptionRules) -> DHCPOptions {
        var narrowed = self
        for code in rules.removed { narrowed.remove(code) }
        narrowed.overlay(options)
        return narrowed
    }
}
