import DHCP
import Testing

@testable import DHCPDoctor

@Suite struct PlaceCheckTests {
    private func store(_ body: (inout StoreFacts) -> Void) throws -> Finding? {
        var examination = try Patient.healthy()
        var store = try #require(examination.host.store)
        body(&store)
        examination.host.store = store
        return examination.finding("store")
    }

    @Test("leases in memory or on a network file system are a problem", arguments: ["tmpfs", "ramfs", "nfs", "cifs"])
    func volatile(fileSystem: String) throws {
        let finding = try store { $0.fileSystem = fileSystem }
        #expect(finding?.severity == .problem && finding?.evidence.contains(fileSystem) == true)
    }

    @Test("a full disk, a slow one and a directory that is not there are said")
    func disk() throws {
        #expect(try store { $0.free = 4096 }?.text == "the disk is full, so no client gets a lease")
        #expect(try store { $0.writeError = "No space left on device" }?.severity == .problem)
        #expect(try store { $0.writeError = "Permission denied" }?.severity == .warning)
        let readOnly = try store { $0.writeError = "Read-only file system" }
        #expect(readOnly?.severity == .problem && readOnly?.cure?.contains("remount,rw") == true)
        #expect(try store { $0.free = 20 << 20 }?.evidence == "20 MiB are free")
        #expect(try store { $0.syncTime = 250_000_000 }?.evidence == "250 ms until 4 KiB are on it")
        #expect(try store { $0.exists = false }?.cure == "install -d -m 0700 /srv")
    }

    @Test("a store in memory by configuration is a warning")
    func memory() throws {
        let text = Patient.configuration.replacing("{ path: /srv/leases.sqlite }", with: "{ memory: true }")
        #expect(try Patient.healthy(text).finding("store")?.severity == .warning)
    }

    @Test("a relay without a way to it is a problem")
    func relay() throws {
        var examination = try Patient.healthy()
        examination.host.unreachable = [IPv4Address(10, 99, 0, 1)]
        #expect(examination.finding()?.cure == "ip route add 10.99.0.1 via GATEWAY")
    }

    private func pitfalls(_ text: String) throws -> [String] {
        var examination = try Patient.healthy()
        let command = "[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/dhcp serve --config /etc/dhcp/dhcp.yaml\n"
        let unit = UnitFile(name: "dhcp.service", texts: [command + text])
        #expect(unit.runsServer)
        examination.host.units = [unit]
        return Diagnosis(examination).findings.filter { $0.check == "unit" && $0.severity != .ok }.map(\.evidence)
    }

    @Test("a unit that gives what is needed has no pitfall")
    func soundUnit() throws {
        let caps = "CAP_NET_BIND_SERVICE CAP_NET_RAW"
        let text = """
            Type=notify
            WatchdogSec=30s
            DynamicUser=yes
            StateDirectory=dhcp-server
            ReadWritePaths=/srv
            ProtectSystem=strict
            AmbientCapabilities=\(caps)
            CapabilityBoundingSet=\(caps)
            RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_PACKET AF_UNIX
            """
        #expect(try pitfalls(text) == [])
    }

    @Test("a unit that keeps the server from its leases, sockets or rights is named with what to change")
    func pitfallsOfUnits() throws {
        #expect(
            try pitfalls("DynamicUser=yes\nAmbientCapabilities=CAP_NET_BIND_SERVICE CAP_NET_RAW")
                == ["DynamicUser=yes without StateDirectory"])
        #expect(try pitfalls("ProtectSystem=strict") == ["ProtectSystem=strict, and /srv/leases.sqlite"])
        #expect(try pitfalls("PrivateNetwork=yes") == ["PrivateNetwork=yes"])
        #expect(
            try pitfalls("RestrictAddressFamilies=AF_INET AF_UNIX")
                == ["RestrictAddressFamilies without AF_NETLINK AF_PACKET"])
        #expect(try pitfalls("User=dhcp") == ["AmbientCapabilities="])
        #expect(try pitfalls("WatchdogSec=30s") == ["WatchdogSec without Type=notify"])
    }

    @Test("files that add to a unit may take back what stands before")
    func additions() {
        let unit = UnitFile(
            name: "dhcp.service",
            texts: [
                "[Service]\nPrivateNetwork=yes\nUser=a", "[Service]\n# PrivateNetwork=yes\nPrivateNetwork=\nUser=b",
            ])
        #expect(!unit.isOn("PrivateNetwork") && unit.last("User") == "b")
    }
}
