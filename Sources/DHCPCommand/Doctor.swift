import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPDoctor
import DHCPLeases
import DHCPProgram
import DHCPServer
import Foundation

#if SQLite
    import DHCPSQLite
#endif

/// `dhcp doctor` tells why clients get no address.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at this host and its links, and say what keeps clients from being served.",
        discussion: """
            Looks at interfaces, port 67, rights, the firewall, other servers, addresses in use or used up, the place of the \
            leases, the clock, and what the configuration tells clients to use. It needs no configuration: that of a server \
            which runs here is found, and with one it looks at more. What is wrong stands first, each with what shows it and \
            what mends it; the last two lines name the most important cause and its cure. As root it sees more.

            Nothing on this host is changed. What is sent, for --wait seconds at most: on each link one DISCOVER of a client \
            that does not exist, whose offers are not taken; two ARP probes for up to 512 addresses of a subnet; and one \
            question to each router, DNS, TFTP and HTTP server of the configuration, 32 at most. --no-probe sends nothing.

            Examples:
              sudo dhcp doctor
              sudo dhcp doctor --config dhcp.yaml --interface eth1
              sudo dhcp doctor --json | jq '.findings[] | select(.severity == "problem")'

            Exit codes: 0 no problem, 1 a problem, 2 wrong usage.
            """)

    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"), completion: .configuration)
    var config: String?

    @Option(
        name: .long, help: ArgumentHelp("Look at this interface; may stand several times.", valueName: "name"),
        completion: .interface)
    var interface: [String] = []

    @Option(name: .long, help: ArgumentHelp("How long to listen for clients and answers.", valueName: "seconds"))
    var wait: Double = 4

    @Flag(name: .customLong("no-probe"), help: "Send nothing, and write nothing to the disk of the leases.")
    var isSilent = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard wait >= 0.5, wait <= 300 else { throw ValidationError("--wait takes 0.5 to 300 seconds") }
    }

    func run() async throws {
        var examination = try await read()
        if !isSilent { examination.probes = await ProbePlan(examination).run(milliseconds: Int(wait * 1000)) }
        let diagnosis = Diagnosis(examination)
        if json {
            StandardOutput.writeJSON(diagnosis.json)
        } else {
            for line in diagnosis.lines { StandardOutput.write(line) }
        }
        if diagnosis.hasProblem { throw ExitCode(.negative) }
    }

    /// The configuration, and how this host is.
    private func read() async throws -> Examination {
        var examination = Examination()
        examination.named = interface
        if let file = config ?? RunningServer.configuration() {
            examination.configurationFile = file
            do throws(ConfigurationErrors) {
                examination.configured = await configured(try ServerConfiguration.load(file).configuration, file)
            } catch {
                examination.configurationFault =
                    error.diagnostics.first { $0.severity == .error }?.description ?? "\(error)"
            }
        }
        let leases = examination.configured?.server.leases
        examination.host = try HostFacts.read(
            port: examination.configured?.server.server.listen.port ?? DHCPEndpoint.serverPort,
            store: examination.configured?.store, addresses: leases?.subnets.flatMap(\.relays) ?? [], tries: !isSilent)
        return examination
    }

    /// The configuration with where its leases are, and who has which address.
    private func configured(_ server: ServerConfiguration, _ file: String) async -> Examination.Configured {
        let storage = LeaseStorage(option: nil, settings: server.store, file: file)
        guard case .file(let path) = storage.settings else { return .init(server, file: file) }
        var configured = Examination.Configured(server, file: file, store: path)
        #if SQLite
            var leases: [IPv4Address: Lease] = [:]
            // Before the first lease there is no file, and nobody has an address.
            if !FileManager.default.fileExists(atPath: path) {
                configured.leases = [:]
            } else if (try? SQLiteLeaseReader(path: path).forEach { leases[$0.address] = $0 }) != nil {
                configured.leases = leases
            }
        #endif
        return configured
    }
}
