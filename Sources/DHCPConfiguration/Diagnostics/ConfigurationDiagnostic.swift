/// Something about a configuration that is wrong, or right and risky.
public struct ConfigurationDiagnostic: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The configuration can not be served.
        case error
        /// The configuration can be served and may not do what was meant.
        case warning
        /// The configuration is right, and somebody may want to know what follows from it.
        case notice
    }

    /// A place in a file.
    public struct Position: Hashable, Sendable, Comparable {
        /// The line, from 1.
        public var line: Int
        /// The column in Unicode scalars, from 1.
        public var column: Int

        /// Makes a position.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// Orders positions as they stand in a file.
        public static func < (left: Position, right: Position) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// How bad it is.
    public var severity: Severity
    /// The file.
    public var file: String
    /// Where in the file; `nil` when the file as a whole is meant.
    public var position: Position?
    /// The key, as in `subnets[2].pools[0]`; empty when no key is meant.
    public var path: String
    /// What is wrong and what would be right, in one line.
    public var message: String

    /// Makes a diagnostic.
    public init(severity: Severity, file: String, position: Position?, path: String, message: String) {
        self.severity = severity
        self.file = file
        self.position = position
        self.path = path
        self.message = message
    }
}

extension ConfigurationDiagnostic: CustomStringConvertible {
    /// One line as compilers print it, which editors can follow:
    /// `campus.yaml:14:9: error: subnets[2].pools[0]: 10.3.0.10-10.2.0.20 runs backwards`.
    public var description: String {
        let place = position.map { "\(file):\($0.line):\($0.column)" } ?? file
        return "\(place): \(severity.rawValue): \(path.isEmpty ? "" : path + ": ")\(message)"
    }
}

/// Everything that is wrong with a configuration, and the warnings about it, in the order of the file.
public struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// Errors and warnings; at least one is an error.
    public var diagnostics: [ConfigurationDiagnostic]
    /// Whether there was nothing to look at, since the system did not give the file.
    package var isUnreadable = false

    /// Makes an error.
    public init(_ diagnostics: [ConfigurationDiagnostic]) {
        self.diagnostics = diagnostics
    }

    /// The diagnostics, a line each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
