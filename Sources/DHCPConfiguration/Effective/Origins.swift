import DHCP
import DHCPLeases

/// Where the values of a file come from.
struct Origins {
    let places: [String: ConfigurationDiagnostic.Position]
    /// What is served elsewhere than it stands: its path there, and that in the file.
    let moves: [String: String]
    /// Where comes from what stands in no file, in words: by its path, for all below it.
    var others: [String: String] = [:]

    /// The line of a path; the first element of a list may stand without brackets.
    func line(_ path: String) -> EffectiveEntry.Line? {
        if let place = places[path] {
            return EffectiveEntry.Line(number: place.line, file: path.firstIndex(of: "#").map { String(path[..<$0]) })
        }
        if let moved = moved(path) { return line(moved) }
        guard let last = path.ranges(of: "[0]").last else { return nil }
        var shorter = path
        shorter.removeSubrange(last)
        return line(shorter)
    }

    /// The path in the file of what stands elsewhere, as in the reservations of the root and in included files.
    private func moved(_ path: String) -> String? {
        if moves.isEmpty { return nil }
        var end = path.endIndex
        while let bracket = path[..<end].lastIndex(of: "]") {
            let next = path.index(after: bracket)
            if let other = moves[String(path[..<next])] { return other + path[next...] }
            end = bracket
        }
        return nil
    }

    /// The words for a path, or for the element of a list that it is in.
    private func other(_ path: String) -> EffectiveEntry.Origin? {
        if others.isEmpty { return nil }
        if let words = others[path] { return .other(words) }
        guard let bracket = path.lastIndex(of: "]") else { return nil }
        return others[String(path[...bracket])].map { .other($0) }
    }

    /// A key of the file, or the program's own choice.
    func origin(_ path: String) -> EffectiveEntry.Origin {
        if let other = other(path) { return other }
        return line(path).map { .line($0) } ?? .fallback
    }

    /// A time of `scope`, or one of `defaults`, or the program's own; one that is not the program's and stands nowhere
    /// follows from the lease time.
    func time(_ key: ConfigurationKey, in scope: String, isDefault: Bool) -> EffectiveEntry.Origin {
        if let line = line("\(scope).\(key.rawValue)") { return .line(line) }
        if scope != ConfigurationKey.defaults.rawValue,
            let line = line("\(ConfigurationKey.defaults.rawValue).\(key.rawValue)")
        {
            return .inherited(line: line, scope: ConfigurationKey.defaults.rawValue)
        }
        if isDefault { return .fallback }
        return .derived(key == .leaseTime ? "its bounds" : ConfigurationKey.leaseTime.rawValue)
    }

    /// An option of `scope`, or one for all clients.
    func option(_ code: DHCPOptionCode, in scope: String) -> EffectiveEntry.Origin? {
        let options = ConfigurationKey.options.rawValue
        let own = scope.isEmpty ? options : "\(scope).\(options)"
        if let line = line("\(own).\(code.rawValue)") { return .line(line) }
        return line("\(options).\(code.rawValue)").map { .inherited(line: $0, scope: options) }
    }
}
