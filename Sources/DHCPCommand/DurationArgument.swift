/// Durations of command lines, such as `12h` or `90d`.
enum DurationArgument {
    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

    /// The seconds; `nil` for anything else than 1 to 100,000 of a unit.
    static func seconds(_ text: String) -> Int? {
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { return nil }
        return count * unit
    }
}
