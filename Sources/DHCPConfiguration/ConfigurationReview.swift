/// What reading a file found: a configuration if it can be served, and everything that is wrong or risky.
public struct ConfigurationReview: Sendable {
    /// The name of the file, as diagnostics give it.
    let file: String
    /// The configuration; `nil` when there are errors.
    public let configuration: ServerConfiguration?
    /// Errors, warnings and notices in the order of the file.
    public let diagnostics: [ConfigurationDiagnostic]
    /// Where each key stands, by its path; options also by their codes.
    let places: [String: ConfigurationDiagnostic.Position]
    /// What is served elsewhere than it stands: its path there, and that in the file.
    let moves: [String: String]
    /// The options that the file defines.
    let definitions: OptionDefinitions

    /// Reads a file.
    ///
    /// Throws ``ConfigurationErrors`` when it can not be read at all.
    public static func load(_ path: String) throws(ConfigurationErrors) -> ConfigurationReview {
        review(try ConfigurationFile(path: path).text(), file: path, keepsPlaces: true)
    }

    /// Reads a configuration from text; `file` is the name that diagnostics give.
    public static func of(_ text: String, file: String) -> ConfigurationReview {
        review(text, file: file, keepsPlaces: true)
    }

    /// The review with one warning more, about a key such as `subnets[2].subnet`: what only the host shows on which the
    /// configuration is to be served.
    public func warning(_ message: String, about path: String) -> ConfigurationReview {
        adding(.warning, message, about: path)
    }

    /// The review with one error more, so that it has no configuration: what keeps this host from serving it.
    package func failing(_ message: String, about path: String) -> ConfigurationReview {
        adding(.error, message, about: path)
    }

    private func adding(
        _ severity: ConfigurationDiagnostic.Severity, _ message: String, about path: String
    ) -> ConfigurationReview {
        let diagnostic = ConfigurationDiagnostic(
            severity: severity, file: file, position: places[path], path: path, message: message)
        let start = ConfigurationDiagnostic.Position(line: 0, column: 0)
        let position = diagnostic.position ?? start
        let place = diagnostics.firstIndex { $0.position ?? start > position } ?? diagnostics.endIndex
        var all = diagnostics
        all.insert(diagnostic, at: place)
        return ConfigurationReview(
            file: file, configuration: severity == .error ? nil : configuration, diagnostics: all, places: places,
            moves: moves, definitions: definitions)
    }

    static func review(
        _ text: String, file: String, keepsPlaces: Bool, mayInclude: Bool = true
    ) -> ConfigurationReview {
        let reading = Reading(
            file: file, size: text.utf8.count, keepsPlaces: keepsPlaces, mayInclude: mayInclude)
        let root = YAMLDocument.compose(text, reading)
        if reading.hasErrors || root?.isForeign == true, let foreign = ForeignFile(text) {
            reading.replaceAll(with: foreign.message, line: foreign.line)
        }
        // What is wrong with the YAML itself hides all the rest.
        let result = reading.hasErrors ? nil : ConfigurationReader.read(root, reading)
        return ConfigurationReview(
            file: file, configuration: reading.hasErrors ? nil : result?.configuration, diagnostics: reading.sorted(),
            places: reading.allPlaces, moves: reading.allMoves, definitions: result?.definitions ?? OptionDefinitions())
    }
}
