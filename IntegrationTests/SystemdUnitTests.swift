import Foundation
import Testing

extension Integration {
    /// The unit in Examples, run by systemd.
    @Suite(.enabled(if: SystemdMachine.obstacle == nil, Comment(rawValue: SystemdMachine.explanation)))
    struct SystemdUnitTests {
        @Test("the unit starts, serves, reloads, starts again after a crash with its leases, and stops")
        func life() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let directory = try laboratory.newDirectory("unit")
                _ = try TextFile.holding(
                    try ExampleFile.text("dhcp.service", replacing: ["WatchdogSec=30s": "WatchdogSec=5s"]),
                    at: directory.appending(path: "dhcp.service"))
                _ = try TextFile.holding(
                    ServerConfiguration.standard().replacing("{ memory: true }", with: "{ path: leases.sqlite }"),
                    at: directory.appending(path: "dhcp.yaml"))
                try await SystemdMachine.boot(in: laboratory, from: directory) { machine in
                    try await machine.wait(for: "ActiveState", "active")
                    #expect(try await machine.property("StatusText") == "serving eth0")
                    let client = try Udhcpc(on: laboratory.client, in: laboratory)
                    let address = try await client.acquire()
                    #expect(ServerConfiguration.poolContains(address))

                    let fed = try await machine.property("WatchdogTimestampMonotonic")
                    _ = try await wait(for: "a sign of life") {
                        try await machine.property("WatchdogTimestampMonotonic") != fed ? true : nil
                    }

                    #expect(try await machine.systemctl("reload", "dhcp").status == 0)
                    try await machine.wait(for: "ActiveState", "active")

                    _ = try await machine.systemctl("kill", "--signal=KILL", "dhcp")
                    try await machine.wait(for: "NRestarts", "1")
                    try await machine.wait(for: "ActiveState", "active")
                    #expect(try await client.renew() == address)

                    #expect(try await machine.systemctl("stop", "dhcp").status == 0)
                    try await machine.wait(for: "ActiveState", "inactive")
                    #expect(try await machine.property("Result") == "success")
                    #expect(try await machine.property("ExecMainStatus") == "0")
                }
            }
        }

        @Test("systemd-analyze finds nothing wrong with the unit, and little that it is exposed to")
        func sound() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let unit = try TextFile.holding(
                try ExampleFile.text(
                    "dhcp.service", replacing: ["/usr/local/bin/dhcp": Environment.binary(named: "dhcp").path]),
                at: directory.url.appending(path: "dhcp.service"))
            let verified = try await Command.outcome(of: ["systemd-analyze", "verify", "--man=no", unit.path])
            #expect(verified.status == 0 && verified.errors.isEmpty, "\(verified)")
            // It counts what a unit may do, from 0 to 10 (here tenths of that).
            let secure = try await Command.outcome(
                of: ["systemd-analyze", "security", "--offline=true", "--threshold=17", "--no-pager", unit.path])
            #expect(secure.status == 0, "\(secure)")
        }
    }
}
