import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPLeases

/// `dhcp check` tells whether a configuration is right.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say everything that is wrong with a configuration.",
        discussion: """
            Prints each error and warning as file:line:column. Ends with 1 when there is an error.

            Example:
              dhcp check campus.yaml
            """)

    @Argument(help: "The configuration.")
    var file: String

    func run() async throws {
        do throws(ConfigurationErrors) {
            let (configuration, warnings) = try ServerConfiguration.load(file)
            for warning in warnings { print(warning) }
            let pools = configuration.leases.subnets.flatMap(\.pools)
            let addresses = pools.reduce(0) { $0 + $1.range.count }
            print(
                "\(file): \(configuration.leases.subnets.count) subnets, \(pools.count) pools, \(addresses) addresses")
        } catch {
            print(error)
            throw ExitCode(.negative)
        }
    }
}
