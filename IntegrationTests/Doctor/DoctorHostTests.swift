import Foundation
import Testing

extension Integration {
    /// `dhcp doctor` on hosts of which one thing is really broken.
    @Suite struct DoctorHostTests {
        @Test("on a host on which all is well there is no problem, and JSON says the same")
        func healthy() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                // The configuration is that of the running server.
                let checkup = try await Checkup.run(in: laboratory)
                #expect(
                    checkup.status == 0 && !checkup.lines.contains { $0.hasPrefix("problem") }, "\(checkup.transcript)")
                #expect(checkup.has("ok", "configuration") && checkup.has("ok", "port"), "\(checkup.transcript)")
                #expect(checkup.has("ok", "rights") && checkup.has("ok", "other servers"), "\(checkup.transcript)")

                let json = try await Checkup.run(in: laboratory, options: ["--json", "--no-probe"])
                let text = json.lines.joined(separator: "\n")
                let report = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                #expect(json.status == 0 && report?["problems"] as? Int == 0, "\(json.transcript)")
            }
        }

        @Test("the clock is set again and again")
        func clock() async throws {
            try await Laboratory.open(.direct) { laboratory in
                // Three seconds in one, while the steady clock goes on as it did.
                let wrapper = ["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", "+0s x3"]
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration(), wrapper: wrapper)
                #expect(checkup.has("problem", "clock"), "\(checkup.transcript)")
                #expect(checkup.transcript.contains("somebody sets the clock by steps"), "\(checkup.transcript)")
            }
        }

        @Test("another server has the port", arguments: ForeignServer.installed.filter { $0 != .dhcpd })
        private func port(server: ForeignServer) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let leases = try TextFile.holding("", at: laboratory.newDirectory("other").appending(path: "leases"))
                let other = try await server.start(
                    in: laboratory, at: "eth0", range: ("10.77.0.200", "10.77.0.210"), leases: leases)
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                let who = "cause: \(server) (process \(other.identifier)) has UDP port 67"
                #expect(checkup.status == 1 && checkup.cause.hasPrefix(who), "\(checkup.transcript)")
                #expect(checkup.cure.contains("kill \(other.identifier)") || checkup.cure.contains("systemctl disable"))
            }
        }

        @Test("a running server lacks a capability")
        func capabilityOfServer() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(
                    in: laboratory, configuration: ServerConfiguration.standard(), wrapper: Privilege.without("net_raw")
                )
                let checkup = try await Checkup.run(in: laboratory)
                #expect(
                    checkup.status == 1 && checkup.cause.contains("lacks the capability CAP_NET_RAW"),
                    "\(checkup.transcript)")
                #expect(checkup.cure.contains("cap_net_raw+ep"), "\(checkup.transcript)")
            }
        }

        @Test("nobody may have the port or send frames")
        func capabilityOfProgram() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration(),
                    wrapper: Privilege.without("net_raw", "net_bind_service"))
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("CAP_NET_BIND_SERVICE and CAP_NET_RAW is missing"), "\(checkup.transcript)")
                #expect(checkup.cure.hasPrefix("cure: sudo \(ServerWords.setcap)"), "\(checkup.transcript)")
            }
        }

        @Test("leases are in memory, or the disk is full", arguments: [false, true])
        func store(isFull: Bool) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let disk = try laboratory.newDirectory("disk").path
                let fill = isFull ? "head -c 1200000 /dev/zero > '\(disk)/filler' || true" : "true"
                let script = "mount -t tmpfs -o size=1m none '\(disk)' && \(fill); exec \"$@\""
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration(at: "\(disk)/leases.sqlite"),
                    wrapper: ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"])
                let words = isFull ? "the disk is full" : "lost with the power (\(disk) is a tmpfs)"
                #expect(checkup.status == 1 && checkup.cause.contains(words), "\(checkup.transcript)")
            }
        }

        @Test("the unit of systemd keeps the server from its leases")
        func unit() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let units = try laboratory.newDirectory("units")
                _ = try TextFile.holding(
                    "[Service]\nExecStart=/usr/bin/dhcp serve --config /etc/dhcp/dhcp.yaml\nDynamicUser=yes\n"
                        + "AmbientCapabilities=CAP_NET_BIND_SERVICE CAP_NET_RAW\n",
                    at: units.appending(path: "dhcp.service"))
                let script =
                    "mkdir -p /etc/systemd/system; mount --bind '\(units.path)' /etc/systemd/system && exec \"$@\""
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration(),
                    wrapper: ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"])
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("DynamicUser=yes without StateDirectory"), "\(checkup.transcript)")
                #expect(checkup.cure.hasPrefix("cure: systemctl edit dhcp.service"), "\(checkup.transcript)")
            }
        }

        @Test("the firewall drops what clients send", arguments: ["rule", "policy"])
        func firewall(kind: String) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try laboratory.server.namespace
                let rule = kind == "rule" ? [["udp", "dport", "67", "drop"]] : []
                try await server.guardTraffic(
                    [["ct", "state", "established", "accept"]] + rule, hook: "input",
                    policy: kind == "policy" ? "drop" : "accept")
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("the firewall drops requests of clients at eth0"), "\(checkup.transcript)")
                let cure = "nft insert rule inet guard gate udp dport { 67, 68 } accept"
                #expect(checkup.cure == "cure: \(cure)", "\(checkup.transcript)")

                // The cure is one.
                try await server.run("sh", "-c", "nft 'insert rule inet guard gate udp dport { 67, 68 } accept'")
                let mended = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(mended.has("ok", "firewall"), "\(mended.transcript)")
            }
        }

        /// What the doctor says in a mount namespace of its own, after some commands there.
        private func checkup(
            in laboratory: Laboratory, _ configuration: String, after commands: [String], running command: [String] = []
        ) async throws -> Checkup {
            let script = (commands + ["exec \"$@\""]).joined(separator: " && ")
            return try await Checkup.run(
                in: laboratory, configuration,
                wrapper: ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"] + command)
        }

        @Test("the file system of the leases is read-only")
        func readOnly() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let disk = try laboratory.newDirectory("disk").path
                let checkup = try await checkup(
                    in: laboratory, laboratory.storedConfiguration(at: "\(disk)/leases.sqlite"),
                    after: ["mount -t tmpfs -o ro none '\(disk)'"])
                #expect(
                    checkup.status == 1 && checkup.cause.contains("file system is read-only"), "\(checkup.transcript)")
                #expect(checkup.cure.contains("remount,rw"), "\(checkup.transcript)")
            }
        }

        @Test("all addresses are leased")
        func full() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = try laboratory.storedConfiguration().replacing("-10.77.0.150", with: "")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire() == "10.77.0.100")
                let checkup = try await Checkup.run(in: laboratory)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("10.77.0.0/24 has no address left for new clients"), "\(checkup.transcript)")
                #expect(checkup.cause.contains("1 address, 1 leased; the first lease ends"), "\(checkup.transcript)")
            }
        }

        @Test("a server of this kind serves another configuration")
        func otherConfiguration() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: laboratory.storedConfiguration())
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("and serves \(server.configuration), not "), "\(checkup.transcript)")
            }
        }

        @Test("a container without a right")
        func container() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let checkup = try await checkup(
                    in: laboratory, laboratory.storedConfiguration(),
                    after: ["mount -t tmpfs none /run", "touch /run/.containerenv"],
                    running: Privilege.without("net_raw"))
                #expect(checkup.status == 1 && checkup.has("problem", "container"), "\(checkup.transcript)")
                #expect(
                    checkup.lines.contains { $0.contains("podman run --network host --cap-add NET_RAW") },
                    "\(checkup.transcript)")
            }
        }

        @Test("the table of connections is full, and sockets have little room")
        func kernel() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let files = try laboratory.newDirectory("kernel")
                let count = try TextFile.holding("999999999\n", at: files.appending(path: "count"))
                let room = try TextFile.holding("212992\n", at: files.appending(path: "room"))
                let checkup = try await checkup(
                    in: laboratory, laboratory.storedConfiguration(),
                    after: [
                        "mount --bind '\(count.path)' /proc/sys/net/netfilter/nf_conntrack_count",
                        "mount --bind '\(room.path)' /proc/sys/net/core/rmem_max",
                    ], running: Privilege.without("net_admin"))
                #expect(checkup.status == 1 && checkup.cause.contains("its table is full"), "\(checkup.transcript)")
                #expect(checkup.has("warning", "limits"), "\(checkup.transcript)")
            }
        }

        @Test(
            "the disk is slow, and nothing keeps the clock right", .enabled(if: Environment.canTrace),
            arguments: [
                ("inject=fsync,fdatasync:delay_exit=200000", "store", "the disk is slow"),
                ("inject=adjtimex,clock_adjtime:retval=5", "clock", "nothing keeps the clock right"),
            ])
        func slow(injection: String, check: String, words: String) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration(),
                    wrapper: ["strace", "-f", "-qq", "-o", "/dev/null", "-e", injection])
                #expect(checkup.has("warning", check), "\(checkup.transcript)")
                #expect(checkup.lines.contains { $0.contains(words) }, "\(checkup.transcript)")
            }
        }
    }
}
