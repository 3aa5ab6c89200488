import DHCP
public import DHCPConfiguration
import DHCPServer

extension CompleteServer {
    /// Where a server's configuration comes from, now and when it is read again.
    public struct Configuration: Sendable {
        private enum Source {
            case file(String)
            case values(ServerConfiguration)
        }

        private let source: Source
        private var adjustments: [@Sendable (inout ServerConfiguration) -> Void] = []

        private init(_ source: Source) {
            self.source = source
        }

        /// A YAML file, which is read at the start and each time it is to be read again.
        public static func file(_ path: String) -> Configuration { Configuration(.file(path)) }

        /// Values of the program.
        public static func values(_ configuration: ServerConfiguration) -> Configuration {
            Configuration(.values(configuration))
        }

        /// The same, with what `body` makes of it each time it is read.
        ///
        /// ```swift
        /// let configuration = CompleteServer.Configuration.file("dhcp.yaml").adjusted { $0.server.interfaces = ["eth1"] }
        /// ```
        public func adjusted(by body: @escaping @Sendable (inout ServerConfiguration) -> Void) -> Configuration {
            var copy = self
            copy.adjustments.append(body)
            return copy
        }

        /// The file; `nil` for values.
        var file: String? {
            if case .file(let path) = source { path } else { nil }
        }

        /// The configuration as it is now, and warnings about it.
        ///
        /// With `checksUser`, a user whom the file names and this host does not have is an error.
        func read(checksUser: Bool) throws(ConfigurationErrors) -> (ServerConfiguration, [ConfigurationDiagnostic]) {
            var (configuration, warnings) = try readUnadjusted(checksUser: checksUser)
            for adjust in adjustments { adjust(&configuration) }
            return (configuration, warnings)
        }

        /// What stands in the file, when that is still what `configuration` was made of; `nil` for values.
        func review(of configuration: ServerConfiguration) -> ConfigurationReview? {
            guard let file, let review = try? ConfigurationReview.load(file), var now = review.configuration else {
                return nil
            }
            for adjust in adjustments { adjust(&now) }
            return now == configuration ? review : nil
        }

        private func readUnadjusted(
            checksUser: Bool
        ) throws(ConfigurationErrors) -> (ServerConfiguration, [ConfigurationDiagnostic]) {
            switch source {
            case .values(let configuration): return (configuration, [])
            case .file(let path):
                let (configuration, warnings) = try ServerConfiguration.load(path)
                if checksUser, let name = configuration.server.user, HostUser(name) == nil {
                    let review = try ConfigurationReview.load(path).failing(
                        UnknownUser.message(name), about: UnknownUser.key)
                    throw ConfigurationErrors(review.diagnostics)
                }
                return (configuration, warnings)
            }
        }
    }
}

/// What is said of a `server.user` that this host does not have.
package enum UnknownUser {
    package static let key = "server.user"

    package static func message(_ name: String) -> String {
        let cure =
            isName(name)
            ? "make one with `useradd --system \(name)`"
            : "name one that is there, as that is no name that `useradd` takes"
        return "this host has no user \(name); \(cure), or leave the key out"
    }

    /// As `useradd` has it: letters first, so that no number is taken for a name.
    private static func isName(_ name: String) -> Bool {
        name.utf8.first.map { isLetter($0) } == true
            && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ octet: UInt8) -> Bool {
        (0x61...0x7A).contains(octet) || octet == UInt8(ascii: "_")
    }
}
