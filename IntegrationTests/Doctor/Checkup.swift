import Foundation

/// What `dhcp doctor` said of the first machine of a laboratory.
struct Checkup {
    let status: Int32
    let lines: [String]
    let transcript: String

    /// The last two lines: the most important cause, and its cure.
    var cause: String { lines.dropLast().last ?? "" }
    var cure: String { lines.last ?? "" }

    /// The lines that begin with what is found, such as `problem  port: UDP port 67`.
    func has(_ severity: String, _ check: String) -> Bool {
        lines.contains { $0.hasPrefix(severity) && $0.dropFirst(9).hasPrefix("\(check):") }
    }

    /// Looks at a machine that is broken already.
    ///
    /// - Parameter wrapper: a command that runs the doctor, as `setpriv` to take capabilities away.
    static func run(
        in laboratory: Laboratory, _ configuration: String? = nil, options: [String] = [], wait: Int = 2,
        wrapper: [String] = []
    ) async throws -> Checkup {
        var arguments = ["doctor", "--wait", "\(wait)"] + options
        if let configuration {
            let directory = try laboratory.newDirectory("doctor")
            arguments += [
                "--config", try TextFile.holding(configuration, at: directory.appending(path: "dhcp.yaml")).path,
            ]
        }
        let process = try Server.launch(
            in: laboratory, at: laboratory.server.namespace, arguments, wrapper: wrapper)
        let status = try await process.waitForExit()
        return Checkup(status: status, lines: process.output.lines, transcript: process.transcript)
    }
}

extension Laboratory {
    /// A configuration of the server's own link, with leases in a file.
    func storedConfiguration(_ options: String = "{}", at path: String? = nil) throws -> String {
        let path = try path ?? newDirectory("leases").appending(path: "leases.sqlite").path
        return """
            server: { interfaces: [eth0], listen: 0.0.0.0:67 }
            store: { path: \(path) }
            subnets:
              - subnet: 10.77.0.0/24
                pools: [10.77.0.100-10.77.0.150]
                options: \(options)

            """
    }

    /// Waits until the kernel says that an interface of the server has a carrier, or has none.
    func waitForCarrier(of interface: String, isThere: Bool = true) async throws {
        let namespace = try server.namespace
        _ = try await wait(for: "the carrier of \(interface)", evidence: { transcript }) {
            let text = try await namespace.run("ip", "-o", "link", "show", "dev", interface)
            return text.contains("LOWER_UP") == isThere && text.contains("NO-CARRIER") != isThere ? true : nil
        }
    }
}
