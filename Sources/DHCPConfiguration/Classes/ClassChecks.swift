/// Checks what no class can know alone.
struct ClassChecks {
    let classes: [ReadClass]
    let subnets: [ReadSubnet]

    func run() {
        var places: [String: String] = [:]
        for name in classes.compactMap(\.name) {
            if let other = places[name.value] {
                name.place.fail("\(name.value) is also the name of \(other)")
            } else {
                places[name.value] = name.place.path.replacing(".name", with: "")
            }
        }
        var used: Set<String> = []
        let known = places.keys.sorted()
        for name in subnets.flatMap(\.pools).flatMap(\.classes) {
            used.insert(name.value)
            if places[name.value] == nil {
                let hint = name.place.reading.hint(for: name.value, among: known)
                name.place.fail("there is no class \(name.value.shown)\(hint)")
            }
        }
        for member in classes {
            guard let name = member.name, !used.contains(name.value), !member.hasSettings, member.isWhole else {
                continue
            }
            name.place.warn("the class is unused: it has no options, lease-time or boot, and no pool names it")
        }
    }
}
