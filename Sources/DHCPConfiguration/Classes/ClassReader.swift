import DHCP
import DHCPLeases

/// Reads one of `classes`.
struct ClassReader {
    let options: OptionsReader

    func read(_ value: YAMLValue) -> ReadClass? {
        value.section(.clientClass) { section in
            let name = section.required(.name, such: "name: pxe")
            let match = section.required(.match, such: "match: { vendor-class: \"PXEClient*\" }")
            let written = WrittenTimes(section)
            let matchReader = MatchReader(options: options.values)
            return ReadClass(
                place: section.value, name: name?.name("pxe").flatMap { text in name.map { Placed(text, $0) } },
                match: match.flatMap { matchReader.read($0) }, classNames: match.map(matchReader.classNames) ?? [],
                options: options.read(section), times: written.checkedOverrides(),
                written: written, boot: BootReader.read(section.value(.boot)), isWhole: !section.hasUnknownKeys,
                isIgnored: section.value(.ignore)?.boolean() ?? false,
                alwaysBroadcasts: section.value(.replies)?.word(Replies.self) == .broadcast)
        }
    }
}

/// A class of the file with the places that checks need.
struct ReadClass {
    let place: YAMLValue
    let name: Placed<String>?
    let match: ClassMatch?
    /// The classes that the match asks for.
    let classNames: [Placed<String>]
    let options: OptionsReader.Result
    let times: LeaseTimeOverrides
    let written: WrittenTimes
    let boot: BootSettings?
    /// Whether all its keys are known.
    let isWhole: Bool
    let isIgnored: Bool
    let alwaysBroadcasts: Bool

    /// The class as it is served; `nil` when its name or its members are not known.
    var clientClass: ClientClass? {
        guard let name, let match else { return nil }
        return ClientClass(
            name.value, match: match, options: options.options, times: times, boot: boot, optionRules: options.rules,
            isIgnored: isIgnored, alwaysBroadcasts: alwaysBroadcasts)
    }

    /// Whether its members get anything that others do not.
    var hasSettings: Bool {
        !options.places.isEmpty || !options.rules.isEmpty || !times.isEmpty || boot != nil || isIgnored
            || alwaysBroadcasts
    }
}
