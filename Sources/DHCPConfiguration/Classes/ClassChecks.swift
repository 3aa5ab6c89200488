/// Checks what no class can know alone.
struct ClassChecks {
    let classes: [ReadClass]
    let subnets: [ReadSubnet]
    /// Whether classes may stand in the file that were not read.
    let mayHaveOthers: Bool

    /// What stands for the classes that other servers have by themselves.
    private static func advice(_ name: String) -> String? {
        switch name {
        case "KNOWN", "known": "; write clients: known for a pool, and known: true in a match"
        case "UNKNOWN", "unknown", "!known": "; write clients: unknown for a pool, and known: false in a match"
        case "ALL": "; leave it out for everybody"
        default: nil
        }
    }

    func run() {
        var places: [String: String] = [:]
        for member in classes {
            guard let name = member.name else { continue }
            if let other = places[name.value] {
                name.place.fail("\(name.value) is also the name of \(other)")
            } else {
                places[name.value] = member.place.whereabouts
            }
        }
        var used: Set<String> = []
        let known = places.keys.sorted()
        func use(_ name: Placed<String>) {
            used.insert(name.value)
            guard places[name.value] == nil, !mayHaveOthers else { return }
            let hint = Self.advice(name.value) ?? name.place.reading.hint(for: name.value, among: known)
            name.place.fail("there is no class \(name.value.shown)\(hint)")
        }
        subnets.flatMap(\.pools).flatMap(\.classes).forEach(use)
        var earlier: Set<String> = []
        for member in classes {
            for name in member.classNames {
                use(name)
                if places[name.value] != nil, !earlier.contains(name.value) {
                    name.place.fail("\(name.value) must stand before the class that asks for it")
                }
            }
            if let name = member.name { earlier.insert(name.value) }
        }
        for member in classes {
            guard let name = member.name, !used.contains(name.value), !member.hasSettings, member.isWhole else {
                continue
            }
            name.place.warn("the class is unused: it has no options, lease-time or boot, and no pool names it")
        }
    }
}
