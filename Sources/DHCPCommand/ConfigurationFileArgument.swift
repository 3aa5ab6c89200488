import ArgumentParser
import DHCPConfiguration
import Logging

/// Loads the configuration that a command line names.
enum ConfigurationFileArgument {
    /// The configuration of `file`, or the demonstration when there is none; warnings go to the log.
    ///
    /// When the file is wrong, prints everything that is wrong with it and throws an exit code.
    static func load(_ file: String?, _ logger: Logger) throws -> ServerConfiguration {
        guard let file else { return .demonstration }
        do throws(ConfigurationErrors) {
            let (configuration, warnings) = try ServerConfiguration.load(file)
            for warning in warnings { StandardError.write(warning.description) }
            return configuration
        } catch {
            StandardError.write(error.description)
            throw ExitCode(.negative)
        }
    }
}
