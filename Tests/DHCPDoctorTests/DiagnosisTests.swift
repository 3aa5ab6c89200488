import DHCP
import DHCPLeases
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct DiagnosisTests {
    @Test("a healthy host has neither problem nor warning, and the last lines say so")
    func healthy() throws {
        let diagnosis = Diagnosis(try Patient.healthy())
        #expect(diagnosis.findings.filter { $0.severity != .ok } == [])
        #expect(diagnosis.lines.suffix(2).map { String($0.prefix(11)) } == ["cause: none", "cure: none "])
    }

    @Test("problems stand before warnings, and the last two lines name the first of them with its cure")
    func order() throws {
        var examination = try Patient.healthy()
        examination.host.isClockSynchronised = false
        examination.link.isRunning = false
        let diagnosis = Diagnosis(examination)
        #expect(diagnosis.findings.prefix(2).map(\.check) == ["interfaces", "clock"])
        #expect(diagnosis.hasProblem && diagnosis.count(.problem) == 1 && diagnosis.count(.warning) == 1)
        let last = diagnosis.lines.suffix(2)
        #expect(last.first?.hasPrefix("cause: eth0: it has no carrier") == true, "\(last)")
        #expect(last.last?.hasPrefix("cure: ip -br link show eth0") == true, "\(last)")
    }

    @Test("without a problem the most important warning stands at the end")
    func warning() throws {
        var examination = try Patient.healthy()
        examination.host.isClockSynchronised = false
        let diagnosis = Diagnosis(examination)
        #expect(diagnosis.cause.hasPrefix("no problem, but nothing keeps the clock right"), "\(diagnosis.cause)")
        #expect(!diagnosis.hasProblem)
    }

    @Test("the JSON has all findings and the cause")
    func json() throws {
        var examination = try Patient.healthy()
        examination.link.isUp = false
        let text = Diagnosis(examination).json
        #expect(text.contains("\"problems\" : 1") && text.contains("\"cure\" : \"ip link set eth0 up\""), "\(text)")
    }

    @Test("without configuration and without probes the host alone is looked at")
    func bare() throws {
        var examination = try Patient.healthy()
        examination.configured = nil
        examination.probes = nil
        examination.host.store = nil
        #expect(Diagnosis(examination).findings.allSatisfy { $0.severity == .ok })
    }

    @Test("a configuration that can not be served is a problem with the way to see more")
    func fault() throws {
        var examination = try Patient.healthy()
        examination.configured = nil
        examination.configurationFault = "dhcp.yaml:3:1: error: no subnets"
        #expect(examination.finding()?.cure == "dhcp check dhcp.yaml")
    }
}
