extension ServerConfiguration {
    /// The largest file that is read, in bytes: room for 100,000 reservations, and a file given by mistake (a disk
    /// image, a pipe that never ends) does not fill the memory.
    public static let maximumFileSize = 16 << 20

    /// Reads a file.
    ///
    /// Returns the configuration and warnings about what is legal but risky. Throws ``ConfigurationErrors`` with
    /// everything that is wrong, in the order of the file, or with the cause when the file can not be read.
    public static func load(
        _ path: String
    ) throws(ConfigurationErrors) -> (configuration: ServerConfiguration, warnings: [ConfigurationDiagnostic]) {
        try parse(try ConfigurationFile(path: path).text(), file: path)
    }

    /// Reads a configuration from text; `file` is the name that diagnostics give.
    ///
    /// Returns the configuration and warnings about what is legal but risky; notices are in ``ConfigurationReview`` alone.
    /// Throws ``ConfigurationErrors`` with everything that is wrong, in the order of the text.
    public static func parse(
        _ text: String, file: String
    ) throws(ConfigurationErrors) -> (configuration: ServerConfiguration, warnings: [ConfigurationDiagnostic]) {
        try accept(ConfigurationReview.review(text, file: file, keepsPlaces: false))
    }

    /// Reads a configuration that somebody sent, as ``parse(_:file:)`` does; it may include no file, since those of this host
    /// are not for everybody.
    package static func parse(
        posted text: String
    ) throws(ConfigurationErrors) -> (configuration: ServerConfiguration, warnings: [ConfigurationDiagnostic]) {
        try accept(ConfigurationReview.review(text, file: "posted", keepsPlaces: false, mayInclude: false))
    }

    /// Reads a file as text that may be sent to who takes ``parse(posted:)``: as it stands, or as it is served when it
    /// includes others.
    package static func postable(_ path: String) throws(ConfigurationErrors) -> String {
        let text = try ConfigurationFile(path: path).text()
        let (configuration, _) = try parse(text, file: path)
        if (try? parse(posted: text)) != nil { return text }
        return EffectiveConfiguration(configuration).yaml
    }

    private static func accept(
        _ review: ConfigurationReview
    ) throws(ConfigurationErrors) -> (configuration: ServerConfiguration, warnings: [ConfigurationDiagnostic]) {
        guard let configuration = review.configuration else { throw ConfigurationErrors(review.diagnostics) }
        return (configuration, review.diagnostics.filter { $0.severity != .notice })
    }
}
