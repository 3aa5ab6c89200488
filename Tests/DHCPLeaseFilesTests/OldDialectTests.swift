import DHCP
import DHCPLeaseFiles
import DHCPLeases
import Testing

/// What other servers and other times wrote, as the server that reads such a file understands it.
@Suite struct OldDialectTests {
    private let now = LeaseFileText.now
    private let hardware = HardwareAddress(0x00, 0x11, 0x22, 0x33, 0x44, 0x55)

    private func dhcpd(_ number: UInt8, _ statements: String) throws -> (Lease?, LeaseFileFindings) {
        let findings = try LeaseFileText(
            "lease 10.0.0.\(number) {\n  hardware ethernet 00:11:22:33:44:55;\n\(statements)\n}\n"
        ).findings()
        return (findings.lease(number), findings)
    }

    @Test(arguments: ["active", "free", "backup", "expired", "released", "reset", "bootp"])
    func aLeaseWithoutAnEndIsOver(_ state: String) throws {
        let (lease, findings) = try dhcpd(1, "starts 3 2025/12/31 00:00:00;\nbinding state \(state);")
        #expect(lease?.state == (state == "released" ? .released : .expired))
        #expect(lease?.end == 1_767_139_200, "since it began")
        #expect(findings.remarks.isEmpty)
    }

    @Test(arguments: ["never", "4 2030/01/01 00:00:00"], ["free", "backup", "expired", "released", "reset"])
    func whatIsFreeIsFreeWhateverItsEndSays(_ end: String, _ state: String) throws {
        let (lease, _) = try dhcpd(1, "starts 3 2025/12/31 00:00:00;\nends \(end);\nbinding state \(state);")
        #expect(lease?.end == now)
        #expect(lease?.state != .bound)
    }

    @Test(arguments: ["active", "bootp", "reserved"]) func whoHasItForEverHasIt(_ state: String) throws {
        let (lease, _) = try dhcpd(1, "ends never;\nbinding state \(state);")
        #expect(lease?.state == .bound)
        #expect(lease?.end == LeaseTimes.infinite)
    }

    @Test func anAbandonedAddressRestsThoughNobodyIsNamedAndNoEarlierRowComesBack() throws {
        let findings = try LeaseFileText(
            """
            lease 10.0.0.1 {
              ends 4 2026/01/02 00:00:00;
              binding state active;
              hardware ethernet 00:11:22:33:44:55;
            }
            lease 10.0.0.1 {
              starts 4 2026/01/01 00:00:00;
              ends 4 2026/01/02 00:00:00;
              binding state abandoned;
            }
            lease 10.0.0.2 { ends never; binding state active; hardware ethernet 00:11:22:33:44:55; }
            lease 10.0.0.2 { binding state free; }
            """
        ).findings()
        #expect(findings.lease(1)?.state == .declined)
        #expect(findings.lease(1)?.end == now + 86_400)
        #expect(findings.lease(1)?.client.isNobody == true)
        #expect(findings.changes[IPv4Address(10, 0, 0, 2)] != nil, "it is to be forgotten")
        #expect(findings.lease(2) == nil)
        #expect(findings.words == ["line 12: 10.0.0.2 is free, and nobody's"])
        #expect(findings.refusedCount == 0)
    }

    @Test func keasDeclinedRowNamesNobodyAndReplacesTheOneBefore() throws {
        let findings = try LeaseFileText(
            """
            address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context
            10.0.0.1,00:11:22:33:44:55,,3600,1767229200,1,0,0,,0,
            10.0.0.1,,,86400,1767312000,1,0,0,,1,
            10.0.0.2,,,86400,1767200000,1,0,0,,1,
            10.0.0.3,,,3600,1767229200,1,0,0,,0,
            """
        ).findings()
        #expect(findings.leases.map(\.state) == [.declined])
        #expect(findings.lease(1)?.end == 1_767_312_000)
        #expect(
            findings.words == [
                "line 4: 10.0.0.2 is free, and nobody's", "line 5: neither hardware address nor client identifier",
            ])
    }

    @Test func openBSDWritesUTCAndNoState() throws {
        let findings = try LeaseFileText(
            """
            lease 10.0.0.1 {
            \tstarts 4 2026/01/01 00:00:00 UTC;
            \tends 4 2026/01/01 01:00:00 UTC;
            \thardware ethernet 00:11:22:33:44:55;
            \tuid 01:00:11:22:33:44:55;
            \tclient-hostname "printer";
            }
            lease 10.0.0.2 {
            \tstarts 4 2026/01/01 00:00:00 UTC;
            \tends 4 2026/01/01 01:00:00 UTC;
            \tabandoned;
            }
            """
        ).findings()
        #expect(findings.remarks.isEmpty)
        #expect(findings.leases.map(\.state) == [.bound, .declined])
        #expect(findings.leases.map(\.end) == [now + 3600, now + 3600])
        #expect(findings.lease(1)?.client == ClientIdentity(clientIdentifier: [1, 0, 0x11, 0x22, 0x33, 0x44, 0x55]))
    }

    @Test(arguments: [
        ("4 2026/01/01 02:00:00 -7200", UInt32(0)), ("3 2025/12/31 22:00:00 7200", 0), ("4 2026/01/01 00:00:00 GMT", 0),
        ("epoch 1767225600", 0), ("4 2026/01/01 00:00:01 UTC", 1),
    ]) func offsetsAreAdded(_ time: String, _ seconds: UInt32) throws {
        let (lease, _) = try dhcpd(1, "starts \(time);\nends never;")
        #expect(lease?.start == now + seconds)
    }

    @Test(arguments: ["yesterday", "4 2026/13/01 00:00:00", "4 2026/01/01 25:00:00", "4 2026/01/01 00:00:00 CEST"])
    func aTimeThatIsNoneIsNamed(_ time: String) throws {
        let (lease, findings) = try dhcpd(1, "ends \(time);")
        #expect(lease == nil)
        #expect(findings.words.count == 1 && findings.words[0].hasPrefix("line 3: no "), "\(findings.words)")
        #expect(findings.isInVain)
    }

    @Test func linesMeanNothing() throws {
        let text =
            "lease 10.0.0.1 { starts 4 2026/01/01 00:00:00; ends never; binding state active; "
            + "hardware ethernet 0:11:22:33:44:55; } lease 10.0.0.2{ends never;hardware ethernet 00:11:22:33:44:56;}\r\n"
            + "LEASE 10.0.0.3\n{\nENDS\nnever\n;\nhardware ethernet 00:11:22:33:44:57\n}"
        for mark in ["", "\u{FEFF}"] {
            let findings = try LeaseFileText(mark + text).findings()
            #expect(findings.leases.count == 3)
            #expect(findings.lease(1)?.hardwareAddress == hardware)
            #expect(findings.remarks.isEmpty)
            #expect(try LeaseFileText(mark + text).findings(inPiecesOf: 1).changes == findings.changes)
        }
    }

    @Test func aSemicolonThatIsMissingEndsWithItsLine() throws {
        let (lease, findings) = try dhcpd(1, "ends never\nbinding state active\nclient-hostname \"a;b\"")
        #expect(lease?.state == .bound)
        #expect(lease?.hostName == "a;b")
        #expect(findings.remarks.isEmpty)
    }

    @Test func aBlockThatIsCutOffHidesNoOther() throws {
        let findings = try LeaseFileText(
            """
            failover peer "x" state {
              my state normal at 4 2026/01/01 00:00:00;
            }
            lease 10.0.0.1 {
              ends never;
              uid "\\001\\0
            lease 10.0.0.2 {
              ends never;
              hardware ethernet 00:11:22:33:44:55;
            }
            lease {
              interface "eth0";
              fixed-address 10.0.0.9;
            }
            ia-na "x" {
              iaaddr 2001:db8::1 { binding state active; }
            }
            """
        ).findings()
        #expect(findings.leases.map(\.address.description) == ["10.0.0.2"])
        #expect(
            findings.words == [
                "line 4: the lease of 10.0.0.1 does not end",
                "line 11: a lease without an address, as a client keeps it", "line 15: a DHCPv6 lease: ia-na x",
            ])
    }

    @Test func aMachineWithoutAClockWritesHowLongALeaseLasts() throws {
        let findings = try LeaseFileText(
            "43200 00:11:22:33:44:55 10.0.0.1 printer *\n1767139200 00:11:22:33:44:56 10.0.0.2 * *\n"
                + "4294967295 01- 10.0.0.3 * 01:02\n"
        ).findings()
        #expect(findings.lease(1)?.state == .bound)
        #expect(findings.lease(1)?.end == now + 43_200)
        #expect(findings.lease(2)?.state == .expired)
        #expect(findings.lease(3)?.end == LeaseTimes.infinite)
        #expect(findings.remarks.isEmpty)
    }

    @Test func leasesOfEitherKindStandAnywhereInTheFileOfDnsmasq() throws {
        let findings = try LeaseFileText(
            "duid 00:01:00:01:2c:aa\n1767229200 T1234567 fd00::5 * 00:01\n"
                + "1767229200 00:11:22:33:44:55 10.0.0.1 printer *\n"
        ).findings()
        #expect(findings.lease(1)?.state == .bound)
        #expect(findings.lease(1)?.hardwareAddress == hardware)
        #expect(findings.words == ["line 2: a DHCPv6 lease: 1767229200 T1234567 fd00::5 * 00:01"])
    }

    @Test(arguments: ["0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"])
    func anAddressThatNoHostHasIsNamed(_ address: String) throws {
        let texts = [
            "0 00:11:22:33:44:55 \(address) * *", "lease \(address) { ends never; uid \"a\"; }",
            "address,hwaddr,client_id,valid_lifetime,expire\n\(address),00:11:22:33:44:55,,3600,1767229200",
            "\(LeaseFields.header)\n\(address),bound,hw-address,01:00,1,00,2026-01-01T00:00:00Z,never,,",
        ]
        for text in texts {
            let findings = try LeaseFileText(text).findings()
            #expect(findings.leases.isEmpty)
            #expect(findings.words.count == 1 && findings.words[0].hasSuffix("no host can have the address \(address)"))
        }
    }

    @Test(arguments: ["1767229200 00:11:22:33:44:55 10.0.0.1 * *", "lease 10.0.0.1 { ends never; uid \"a\"; }"])
    func aLineOfManyMegabytesIsNotKept(_ row: String) throws {
        var reader = LeaseFileReader(try #require(LeaseFileText(row).format), now: now)
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        reader.read(Array((row + "\n").utf8)[...])
        for _ in 0..<8 { reader.read(piece[...]) }
        reader.read(Array("\n\(row)\n".utf8)[...])
        reader.finish()
        #expect(reader.findings.leases.count == 1)
        #expect(reader.findings.refusedCount <= 1)
        #expect(reader.findings.remarks.allSatisfy { $0.description.utf8.count < 200 })
    }

    @Test(arguments: ["", "\n \n", "# only\n# comments\n", "\u{FEFF}"]) func nothingIsNoMistake(_ text: String) {
        #expect(LeaseFileText(text).format == nil)
        #expect(LeaseFileFormat.isBlank(Array(text.utf8)[...]))
    }

    @Test(arguments: [
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id\n", "\(LeaseFields.header)\r\n",
        "# x\nauthoring-byte-order little-endian;\nserver-duid \"\\001\";\n", "duid 00:01:00:01\n",
    ]) func aFileWithoutLeasesIsFine(_ text: String) throws {
        let findings = try LeaseFileText(text).findings()
        #expect(findings.leases.isEmpty && findings.remarks.isEmpty && !findings.isInVain)
    }

    @Test func namesKeepTheirOctetsAndRemarksNeverObeyThem() throws {
        let name = "\u{1B}]52;c;eA==\u{7}\u{202E}\u{85}"
        let octets = Array(name.utf8) + [0xFF]
        let dnsmasq = LeaseFileText(
            Array("0 00:11:22:33:44:55 10.0.0.1 ".utf8) + octets + Array(" *\n0 x 10.0.0.2 \(name) *\n".utf8))
        let findings = try dnsmasq.findings()
        let lease = try #require(findings.lease(1))
        #expect(lease.sentOptions == [12, UInt8(octets.count)] + octets)
        for text in [LeaseCSV.line(lease), LeaseJSON.line(lease)] + findings.words {
            #expect(text.unicodeScalars.allSatisfy { !$0.isHidden }, "\(text.debugDescription)")
        }
        let again = try LeaseFileText("\(LeaseFields.header)\n\(LeaseCSV.line(lease))").findings()
        #expect(again.leases == [lease])
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@a", " =a", "\t=a", "\r@"]) func noHostNameIsAFormula(_ name: String) throws
    {
        let options = [12, UInt8(name.utf8.count)] + Array(name.utf8)
        let lease = Lease(
            address: IPv4Address(10, 0, 0, 1), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: .bound,
            start: now, end: .max, sentOptions: options)
        let cells = LeaseCSV.line(lease).split(separator: ",", omittingEmptySubsequences: false)
        #expect(cells[8].hasPrefix("'") || cells[8].hasPrefix("\\"))
        #expect(try LeaseFileText("\(LeaseFields.header)\n\(LeaseCSV.line(lease))").findings().leases == [lease])
    }
}
