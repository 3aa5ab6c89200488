import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPProgram
import DHCPLeases
import DHCPServer

/// `dhcp check` tells whether a configuration is right.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say everything that is wrong with a configuration.",
        discussion: """
            Prints each error and warning as file:line:column. `serve` takes a file without errors. Where this host has the
            interfaces of the configuration, subnets that it would not reach are named too; so are files of store.etcd that
            are missing here, or that everybody can read.

            Examples:
              dhcp check campus.yaml
              dhcp check --print campus.yaml      # what is served, and which line says so
              dhcp check --json campus.yaml | jq '.diagnostics[] | select(.severity == "error")'

            Exit codes: 0 no errors, 1 errors, 2 wrong usage, 69 the file can not be read.
            """)

    @Argument(help: "The configuration.", completion: .configuration)
    var file: String?

    @Flag(help: "Print the configuration as it is served: with defaults, and where each value comes from.")
    var print = false

    @Flag(help: "Print JSON, for programs.")
    var json = false

    @Flag(help: ArgumentHelp("Print the JSON Schema of the configuration, for editors.", visibility: .hidden))
    var schema = false

    func validate() throws {
        if schema == (file != nil) || file == "" {
            throw ValidationError("name a configuration, as in `dhcp check campus.yaml`")
        }
    }

    func run() async throws {
        guard let file else { return StandardOutput.writeJSON(ConfigurationSchema.document, terminator: "") }
        let review = try load(file)
        if json {
            StandardOutput.writeJSON(review.json(withConfiguration: print), terminator: "")
        } else {
            report(review, file)
        }
        if review.configuration == nil { throw ExitCode(.negative) }
    }

    private func load(_ file: String) throws -> ConfigurationReview {
        do throws(ConfigurationErrors) {
            let review = warned(aboutName: warned(aboutUser: warned(try ConfigurationReview.load(file))))
            return EtcdFiles(of: review.configuration, file: file).warned(review)
        } catch {
            if error.isUnreadable {
                throw CannotRun(description: error.diagnostics.map { "\($0.file): \($0.message)" }.joined())
            }
            StandardOutput.write(error.description)
            throw ExitCode(.negative)
        }
    }

    /// The review with what shows when the configuration is served on this host, as far as its interfaces are there.
    private func warned(_ review: ConfigurationReview) -> ConfigurationReview {
        guard let configuration = review.configuration, let interfaces = try? NetworkInterface.all() else {
            return review
        }
        let reachability = Reachability(
            leases: configuration.leases, named: configuration.server.interfaces,
            report: InterfaceReport(interfaces: interfaces))
        return reachability.unreached.reduce(review) { review, subnet in
            review.warning(
                "on this host \(subnet.prefix) is reached through relays only: \(subnet.reason)",
                about: "subnets[\(subnet.index)].subnet")
        }
    }

    /// The review with a warning about a user that this host does not have, though another may.
    private func warned(aboutUser review: ConfigurationReview) -> ConfigurationReview {
        guard let name = review.configuration?.server.user, HostUser(name) == nil else { return review }
        return review.warning(UnknownUser.message(name), about: UnknownUser.key)
    }

    /// The review with a warning about a server of a cluster that has its host's name, where this host's is none.
    private func warned(aboutName review: ConfigurationReview) -> ConfigurationReview {
        guard let configuration = review.configuration, configuration.store.isShared,
            configuration.cluster.settings(ofHost: HostName.current) == nil
        else { return review }
        return review.warning(HostName.message(HostName.current), about: "store.etcd")
    }

    /// What is wrong goes beside the configuration, which others may want to read.
    private func report(_ review: ConfigurationReview, _ file: String) {
        for diagnostic in review.diagnostics {
            if print {
                StandardError.write(diagnostic.description)
            } else {
                StandardOutput.write(diagnostic.description)
            }
        }
        guard let configuration = review.configuration else { return }
        if print, let effective = EffectiveConfiguration(review) {
            StandardOutput.write(effective.yaml, terminator: "")
        } else {
            StandardOutput.write("\(file): \(summary(configuration.leases))")
        }
    }

    private func summary(_ leases: LeaseConfiguration) -> String {
        let pools = leases.subnets.flatMap(\.pools)
        let counts = [
            count(leases.subnets.count, "subnet", "subnets"), count(pools.count, "pool", "pools"),
            count(pools.reduce(0) { $0 + $1.range.count }, "address", "addresses"),
            count(leases.subnets.reduce(0) { $0 + $1.reservations.count }, "reservation", "reservations"),
            count(leases.classes.count, "class", "classes"),
        ]
        return counts.joined(separator: ", ")
    }

    private func count(_ number: Int, _ one: String, _ several: String) -> String {
        "\(number) \(number == 1 ? one : several)"
    }
}
