import DHCP
import DHCPLeaseFiles
import DHCPLeases
import Testing

@Suite struct LeaseFileTests {
    /// Reads a text as the kind of file it is recognised to be; the leases that its last lines leave.
    private func read(
        _ text: String, expecting format: LeaseFileFormat
    ) throws -> (leases: [Lease], findings: LeaseFileFindings) {
        let file = LeaseFileText(text)
        #expect(file.format == format)
        let findings = try file.findings()
        #expect(try file.findings(inPiecesOf: 1).changes == findings.changes)
        return (findings.leases, findings)
    }

    private let hardware = HardwareAddress(0x00, 0x11, 0x22, 0x33, 0x44, 0x55)

    @Test func keasFileIsALogInWhichTheLastLineCounts() throws {
        let (leases, reader) = try read(
            """
            address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id
            10.0.0.1,00:11:22:33:44:55,,3600,1767229200,1,0,0,old,0,,0
            10.0.0.1,00:11:22:33:44:55,01:00:11:22:33:44:55,3600,1767232800,1,0,0,a&#x2cb,0,,0
            10.0.0.2,,ff:01,4294967295,6062192895,1,0,0,,0,,0
            10.0.0.3,00:11:22:33:44:55,,3600,1767229200,1,0,0,,1,,0
            10.0.0.4,00:11:22:33:44:55,,3600,1767229200,1,0,0,,2,,0
            10.0.0.5,00:11:22:33:44:55,,3600,1767229200,1,0,0,,0,,0
            10.0.0.5,00:11:22:33:44:55,,0,1767229200,1,0,0,,0,,0
            """, expecting: .kea)
        #expect(reader.remarks.isEmpty)
        #expect(leases.map(\.address.description) == ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"])
        #expect(leases.map(\.state) == [.bound, .bound, .declined, .expired])
        let first = try #require(leases.first)
        #expect(first.client == ClientIdentity(clientIdentifier: [1, 0, 0x11, 0x22, 0x33, 0x44, 0x55]))
        #expect(first.hardwareAddress == hardware)
        #expect((first.start, first.end) == (1_767_229_200, 1_767_232_800))
        #expect(first.hostName == "a,b")
        #expect(leases[1].end == LeaseTimes.infinite)
        #expect(leases[2].client == ClientIdentity(hardware))
    }

    @Test func theFileOfISCIsReadBlockByBlock() throws {
        let (leases, reader) = try read(
            #"""
            # The format of this file is documented in the dhcpd.leases(5) manual page.
            authoring-byte-order little-endian;
            server-duid "\000\001";

            lease 10.0.0.1 {
              starts 4 2026/01/01 00:00:00;
              ends 4 2026/01/01 01:00:00;
              cltt 4 2026/01/01 00:00:00;
              binding state active;
              next binding state free;
              rewind binding state free;
              hardware ethernet 00:11:22:33:44:55;
              uid "\001\000\021\"3DU";
              set vendor-class-identifier = "udhcp";
              client-hostname "printer";
              on expiry {
                log (info, "gone");
              }
            }
            lease 10.0.0.2 {
              starts epoch 1767225600; # Thu Jan 1 00:00:00 2026
              ends never;
              binding state free;
              hardware ethernet 00:11:22:33:44:55;
            }
            lease 10.0.0.3 {
              binding state abandoned;
            }
            host static {
              dynamic;
              fixed-address 10.0.0.9;
            }
            lease 10.0.0.1000 {
              binding state active;
            }
            lease 10.0.0.4 {
            """#, expecting: .dhcpd)
        #expect(leases.map(\.address.description) == ["10.0.0.1", "10.0.0.2"])
        let first = try #require(leases.first)
        #expect(first.client == ClientIdentity(clientIdentifier: [1, 0, 0x11, 0x22, 0x33, 0x44, 0x55]))
        #expect((first.start, first.end) == (1_767_225_600, 1_767_229_200))
        #expect(first.hostName == "printer")
        #expect(leases[1].state == .expired)
        #expect(leases[1].end == LeaseFileText.now, "free is free, whatever end stands beside it")
        #expect(
            reader.words == [
                "line 26: 10.0.0.3 is free, and nobody's", "line 29: no lease: host static",
                "line 33: no address: 10.0.0.1000", "line 36: the lease of 10.0.0.4 does not end",
            ])
        #expect(reader.refusedCount == 3)
    }

    @Test func theFileOfDnsmasqIsRead() throws {
        let (leases, reader) = try read(
            """
            1767229200 00:11:22:33:44:55 10.0.0.1 printer 01:00:11:22:33:44:55
            0 20-00:11:22:33 10.0.0.2 * *
            1767229200 00:11:22:33:44:55 10.0.0.3 too few
            duid 00:01:00:01
            1767229200 1 fe80::1 printer 00:01
            """, expecting: .dnsmasq)
        #expect(leases.map(\.address.description) == ["10.0.0.1", "10.0.0.2"])
        #expect(leases[0].hostName == "printer")
        #expect(leases[0].end == 1_767_229_200)
        #expect(leases[1].end == LeaseTimes.infinite)
        #expect(leases[1].hardwareAddress.type.rawValue == 0x20)
        #expect(reader.remarks.map(\.line) == [3, 5])
    }

    private var exported: [Lease] {
        get throws {
            let odd = Array("a,\"b\"\\ü".utf8)
            let identifier = try #require(ClientIdentity(clientIdentifier: [0, 1, 2]))
            return [
                Lease(
                    address: IPv4Address(10, 0, 0, 1), client: ClientIdentity(hardware), hardwareAddress: hardware,
                    state: .bound, start: 0, end: .max, sentOptions: [12, UInt8(odd.count)] + odd + [82, 2, 1, 0]),
                Lease(
                    address: IPv4Address(10, 0, 0, 2), client: identifier, hardwareAddress: hardware,
                    state: .declined, start: 1_767_225_600, end: 1_767_229_200),
                Lease(
                    address: IPv4Address(10, 0, 0, 3), client: identifier, hardwareAddress: hardware,
                    state: .bound, start: 1_767_225_600, end: 1_767_229_200, lead: 900),
            ]
        }
    }

    @Test(
        arguments: [
            ("2026-01-01T00:00:00Z", 1_767_225_600), ("1970-01-01T00:00:00Z", 0),
            ("2024-02-29T23:59:59Z", 1_709_251_199),
            ("2106-02-07T06:28:14Z", .max - 1), ("2106-02-07T06:28:15Z", .max), ("never", .max),
            ("2026-01-01T01:00:00+01:00", 1_767_225_600), ("2016-12-31T23:59:60Z", 1_483_228_800),
            ("2106-02-07T06:28:16Z", nil), ("1969-12-31T23:59:59Z", nil), ("2026-02-29T00:00:00Z", nil),
            ("2026-13-01T00:00:00Z", nil), ("2026-01-01T24:00:00Z", nil), ("2026-01-01T00:60:00Z", nil),
            ("2026-01-01T00:00:0\u{660}Z", nil), ("2026-01-01 00:00:00", nil), ("", nil),
        ] as [(String, UInt32?)])
    func timesAreReadAsISO8601HasThem(_ text: String, _ seconds: UInt32?) throws {
        let values = ["10.0.0.1", "bound", "hw-address", "01:00:11:22:33:44:55", "1", "00:11:22:33:44:55"]
        let fields = try LeaseFields(values: values + ["1970-01-01T00:00:00Z", text, "", "", ""])
        #expect((try? fields.lease())?.end == seconds)
    }

    @Test func aCommaOrAQuoteWithAnAccentIsQuotedAndReadAgain() throws {
        let name = Array("a,\u{301}\"\u{301}b".utf8)
        let lease = Lease(
            address: IPv4Address(10, 0, 0, 1), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: .bound, start: 0, end: .max, sentOptions: [12, UInt8(name.count)] + name)
        let line = LeaseCSV.line(lease)
        #expect(line.utf8.count { $0 == UInt8(ascii: "\"") } == 4)
        let (leases, reader) = try read(LeaseFields.header + "\n" + line, expecting: .csv)
        #expect(reader.remarks.isEmpty && leases == [lease])
    }

    @Test func whatIsExportedAsCSVIsReadAgain() throws {
        let lines = [LeaseFields.header] + (try exported).map { LeaseCSV.line($0) }
        let (leases, reader) = try read(lines.joined(separator: "\r\n"), expecting: .csv)
        #expect(reader.remarks.isEmpty)
        #expect(try leases == exported)
        #expect(lines[2].contains("2026-01-01T00:00:00Z"))
    }

    @Test func anExportWithoutLeadIsReadAsBefore() throws {
        let lines = ([LeaseFields.header] + (try exported).map { LeaseCSV.line($0) }).map { line in
            line.lastIndex(of: ",").map { String(line[..<$0]) } ?? line
        }
        let (leases, reader) = try read(lines.joined(separator: "\n"), expecting: .csv)
        #expect(reader.remarks.isEmpty)
        var expected = try exported
        expected[2].lead = 0
        #expect(leases == expected)
    }

    @Test func whatIsExportedAsJSONIsReadAgain() throws {
        let lines = try exported.map { LeaseJSON.line($0) }
        let (leases, reader) = try read(lines.joined(separator: "\n"), expecting: .json)
        #expect(reader.remarks.isEmpty)
        #expect(try leases == exported)
    }

    @Test(
        arguments: [
            "10.0.0.1,bound,hw-address,01,1,00:11,2026-01-01T00:00:00Z,never,",
            "10.0.0.1,lost,hw-address,01,1,00:11,2026-01-01T00:00:00Z,never,,",
            "10.0.0.1,bound,hw-address,,1,00:11,2026-01-01T00:00:00Z,never,,",
            "10.0.0.1,bound,hw-address,01,1,00:11,yesterday,never,,",
            "10.0.0.1,bound,hw-address,01,1,0:1:1,2026-01-01T00:00:00Z,never,,\"",
            "10.0.0.1,bound,hw-address,01,1,00:11,2026-01-01T00:00:00Z,never,,,-1",
            "10.0.0.1,bound,hw-address,01,1,00:11,2026-01-01T00:00:00Z,never,,,1,2",
        ])
    func aLineThatIsNoLeaseIsNamed(_ line: String) throws {
        let (leases, reader) = try read("\(LeaseFields.header)\n\(line)", expecting: .csv)
        #expect(leases.isEmpty)
        #expect(reader.remarks.map(\.line) == [2])
    }

    @Test(arguments: ["", "subnets: []", "lease", "\u{0}\u{1}", "1,2,3"]) func anythingElseIsNotRecognised(
        _ text: String
    ) {
        #expect(LeaseFileText(text).format == nil)
    }

    @Test func damagedFilesNeverDoMoreThanBeRefused() throws {
        let samples: [(LeaseFileFormat, String)] = [
            (.kea, "address,hwaddr,client_id,valid_lifetime,expire\n10.0.0.1,00:11,01,1,2"),
            (.dhcpd, "lease 10.0.0.1 {\nstarts 4 2026/01/01 00:00:00;\nuid \"\\001\\\"\";\n}"),
            (.dnsmasq, "1 00:11:22:33:44:55 10.0.0.1 a 01"), (.csv, try exported.map { LeaseCSV.line($0) }[0]),
            (.json, try exported.map { LeaseJSON.line($0) }[0]),
        ]
        for (format, text) in samples {
            let octets = Array(text.utf8)
            for index in octets.indices {
                for octet in [0, 0x22, 0x2C, 0x3A, 0x5C, 0x7B, 0x7D, 0xFF] as [UInt8] {
                    var damaged = octets
                    damaged[index] = octet
                    var reader = LeaseFileReader(format, now: 0)
                    reader.read(damaged[...])
                    reader.finish()
                    #expect(reader.findings.rowCount > 0)
                }
            }
        }
    }
}
