/// What is found while one file is read.
final class Reading {
    let file: String
    /// The first letters that mark keys as standing twice, and the keys.
    var duplicateKeys: [Unicode.Scalar: String] = [:]
    private var diagnostics: [ConfigurationDiagnostic] = []
    private var omitted = 0
    /// Whether anything makes the configuration unfit to be served.
    var hasErrors: Bool { hasOwnErrors || others.contains { $0.hasErrors } }
    private var hasOwnErrors = false
    private var visited = 0
    /// What is found in the files that this one includes.
    private var others: [Reading] = []
    /// What stands in front of paths, so that those of several files differ: `hosts.yaml#`, nothing for the main file.
    let prefix: String

    /// More than anybody mends at once; a file of nothing but mistakes is not kept in memory twice.
    static let maximumDiagnostics = 1000
    /// Aliases can make a few lines stand for more values than a lifetime suffices to look at; a text without them has
    /// fewer values than bytes, and an honest one with them repeats a default here and there.
    private let maximumValues: Int

    /// Where each key stands, by its path; options also by their codes.
    ///
    /// Empty unless that was asked for.
    private(set) var places: [String: ConfigurationDiagnostic.Position] = [:]
    private let keepsPlaces: Bool
    /// Whether other files may be read.
    let mayInclude: Bool
    /// More than a file of the largest size has without aliases.
    private static let maximumPlaces = 4_000_000

    init(file: String, size: Int, keepsPlaces: Bool = false, prefix: String = "", mayInclude: Bool = true) {
        self.file = file
        self.prefix = prefix
        self.keepsPlaces = keepsPlaces
        self.mayInclude = mayInclude
        maximumValues = 100_000 + 16 * size
    }

    /// What is found in a file that this one includes.
    func including(_ file: String, size: Int) -> Reading {
        let other = Reading(file: file, size: size, keepsPlaces: keepsPlaces, prefix: "\(file)#")
        others.append(other)
        return other
    }

    /// Where each key stands, in all files.
    var allPlaces: [String: ConfigurationDiagnostic.Position] {
        others.reduce(places) { $0.merging($1.places) { $1 } }
    }

    /// What is served elsewhere than it stands, of all files.
    var allMoves: [String: String] { others.reduce(moves) { $0.merging($1.moves) { $1 } } }

    func report(
        _ severity: ConfigurationDiagnostic.Severity, at position: ConfigurationDiagnostic.Position?,
        path: String = "", _ message: String
    ) {
        if severity == .error { hasOwnErrors = true }
        guard diagnostics.count < Self.maximumDiagnostics else {
            if severity == .error { omitted += 1 }
            return
        }
        let diagnostic = ConfigurationDiagnostic(
            severity: severity, file: file, position: position,
            path: path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path, message: message)
        diagnostics.append(diagnostic)
    }

    /// Remembers where something stands.
    func note(_ position: ConfigurationDiagnostic.Position?, at path: @autoclosure () -> String) {
        if keepsPlaces && places.count < Self.maximumPlaces { places[path()] = position }
    }

    /// Where what stands elsewhere is served: its path there, and that in the file.
    private(set) var moves: [String: String] = [:]

    /// Remembers that what stands at `path` is served at another.
    func noteMove(of path: String, to other: String) {
        if keepsPlaces { moves[other] = path }
    }

    /// How many words hints are still looked for in; who makes a thousand mistakes in a file of a hundred thousand names
    /// waits for the first of them only.
    private var wordsForHints = 2_000_000

    /// `; did you mean lease-time?`, or nothing when no word is near or nobody will read it.
    func hint(for word: String, among candidates: @autoclosure () -> [String]) -> String {
        nearest(to: word, among: candidates()).map { "; did you mean \($0)?" } ?? ""
    }

    /// The word that was meant; `nil` when none is near, or nobody will read it.
    func nearest(to word: String, among candidates: @autoclosure () -> [String]) -> String? {
        guard diagnostics.count < Self.maximumDiagnostics, wordsForHints > 0 else { return nil }
        let candidates = candidates()
        wordsForHints -= candidates.count
        return NearestWord.nearest(to: word, among: candidates)
    }

    /// Forgets all that was found, for the one thing that explains it.
    func replaceAll(with message: String, line: Int) {
        (diagnostics, omitted) = ([], 0)
        report(.error, at: ConfigurationDiagnostic.Position(line: line, column: 1), message)
    }

    /// Counts a value that is looked at; `false` when there were too many.
    func visit(at position: ConfigurationDiagnostic.Position?) -> Bool {
        visited += 1
        if visited == maximumValues {
            report(.error, at: position, "aliases make this document larger than \(maximumValues) values")
        }
        return visited < maximumValues
    }

    /// All diagnostics in the order of the file; what concerns the file as a whole comes first.
    func sorted() -> [ConfigurationDiagnostic] {
        let start = ConfigurationDiagnostic.Position(line: 0, column: 0)
        let order = diagnostics.enumerated().sorted { left, right in
            (left.element.position ?? start, left.offset) < (right.element.position ?? start, right.offset)
        }
        // Two ways to the same value, such as two aliases, may find the same mistake.
        var seen: Set<ConfigurationDiagnostic> = []
        // What follows from a configuration is of use when there is one.
        var result = order.map(\.element).filter { !(hasErrors && $0.severity == .notice) && seen.insert($0).inserted }
        if omitted > 0 {
            result.append(
                ConfigurationDiagnostic(
                    severity: .error, file: file, position: nil, path: "", message: "there are \(omitted) more errors"))
        }
        return others.reduce(result) { $0 + $1.sorted().filter { !(hasErrors && $0.severity == .notice) } }
    }
}

/// What is wrong with one text, and what would be right.
struct Complaint: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
