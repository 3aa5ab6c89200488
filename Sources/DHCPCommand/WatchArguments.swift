import ArgumentParser
import DHCPCapture

/// Where a command listens that only listens.
struct WatchArguments: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Watch this interface; all when not given.", valueName: "name"),
        completion: .interface)
    var interface: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A UDP port of DHCP, as source or destination; may be given several times (default: 67, 68 and 6767).",
            valueName: "port"))
    var port: [UInt16] = []

    func validate() throws {
        if port.contains(0) || Set(port).count > 64 {
            throw ValidationError("--port takes 1 to 65535, 64 times at most")
        }
    }

    /// The ports.
    var ports: Set<UInt16> { port.isEmpty ? CaptureFile.usualPorts : Set(port) }

    /// What is watched, for people: `eth0, UDP ports 67, 68, 6767`.
    var words: String {
        let listed = ports.sorted().map(String.init).joined(separator: ", ")
        return "\(interface ?? "all interfaces"), UDP ports \(listed)"
    }
}
