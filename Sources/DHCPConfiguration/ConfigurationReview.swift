/// What reading a file found: a configuration if it can be served, and everything that is wrong or risky.
public struct ConfigurationReview: Sendable {
    /// The configuration; `nil` when there are errors.
    public let configuration: ServerConfiguration?
    /// Errors and warnings in the order of the file.
    public let diagnostics: [ConfigurationDiagnostic]
    /// Where each key stands, by its path; options also by their codes.
    let places: [String: ConfigurationDiagnostic.Position]
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

    static func review(_ text: String, file: String, keepsPlaces: Bool) -> ConfigurationReview {
        let reading = Reading(file: file, size: text.utf8.count, keepsPlaces: keepsPlaces)
        let root = YAMLDocument.compose(text, reading)
        // What is wrong with the YAML itself hides all the rest.
        let result = reading.hasErrors ? nil : ConfigurationReader.read(root, reading)
        return ConfigurationReview(
            configuration: reading.hasErrors ? nil : result?.configuration, diagnostics: reading.sorted(),
            places: reading.places, definitions: result?.definitions ?? OptionDefinitions())
    }
}
