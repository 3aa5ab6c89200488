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
            return ReadClass(
                place: section.value, name: name?.name("pxe").flatMap { text in name.map { Placed(text, $0) } },
                match: match.flatMap { MatchReader(options: options.values).read($0) },
                options: options.read(section.value(.options)), times: written.checkedOverrides(),
                written: written, boot: BootReader.read(section.value(.boot)), isWhole: !section.hasUnknownKeys)
        }
    }
}

/// A class of the file with the places that checks need.
struct ReadClass {
    let place: YAMLValue
    let name: Placed<String>?
    let match: ClassMatch?
    let options: OptionsReader.Result
    let times: LeaseTimeOverrides
    let written: WrittenTimes
    let boot: BootSettings?
    /// Whether all its keys are known.
    let isWhole: Bool

    /// The class as it is served; `nil` when its name or its members are not known.
    var clientClass: ClientClass? {
        guard let name, let match else { return nil }
        return ClientClass(name.value, match: match, options: options.options, times: times, boot: boot)
    }

    /// Whether its members get anything that others do not.
    var hasSettings: Bool { !options.places.isEmpty || !times.isEmpty || boot != nil }
}
