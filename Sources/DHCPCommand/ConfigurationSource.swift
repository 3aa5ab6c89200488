import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPServer

/// Where the configuration of a server comes from: a file, and what the command line says instead.
struct ConfigurationSource: Sendable {
    /// The file; `nil` for the demonstration.
    let file: String?
    /// Where to listen; `nil` for what the file says.
    let listen: DHCPEndpoint?
    /// The interfaces to serve; empty for what the file says.
    let interfaces: [String]

    /// Reads the configuration as it is now, and warnings about it.
    func read() throws(ConfigurationErrors) -> (ServerConfiguration, [ConfigurationDiagnostic]) {
        var (configuration, warnings) = (ServerConfiguration.demonstration, [ConfigurationDiagnostic]())
        if let file {
            (configuration, warnings) = try ServerConfiguration.load(file)
            if let name = configuration.server.user, HostUser(name) == nil {
                let review = try ConfigurationReview.load(file).failing(
                    UnknownUser.message(name), about: UnknownUser.key)
                throw ConfigurationErrors(review.diagnostics)
            }
        }
        if let listen { configuration.server.listen = listen }
        if !interfaces.isEmpty { configuration.server.interfaces = interfaces }
        return (configuration, warnings)
    }

    /// Reads the configuration at the start of the program.
    ///
    /// Warnings go to standard error. When the file is wrong, so does everything that is wrong with it, and an exit code
    /// is thrown.
    func readAtStart() throws -> ServerConfiguration {
        do throws(ConfigurationErrors) {
            let (configuration, warnings) = try read()
            for warning in warnings { StandardError.write(warning.description) }
            return configuration
        } catch {
            StandardError.write(error.description)
            throw ExitCode(.negative)
        }
    }
}

/// What is said of a `server.user` that this host does not have.
enum UnknownUser {
    static let key = "server.user"

    static func message(_ name: String) -> String {
        "this host has no user \(name); make one with `useradd --system \(name)`, or leave the key out"
    }
}
