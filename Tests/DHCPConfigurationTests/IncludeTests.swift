import DHCP
import DHCPConfiguration
import DHCPLeases
import Foundation
import Testing

/// Files that a configuration includes.
@Suite struct IncludeTests {
    /// Calls `body` with a directory that has these files.
    private func withFiles(_ files: [String: String], _ body: (_ main: String) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "include-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in files {
            let file = directory.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try body(directory.appending(path: "dhcp.yaml").path)
    }

    private let main = """
        include: [hosts.d/*.yaml, more.yaml]
        # One subnet stands here.
        subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9], options: { routers: 10.0.0.1 } }]
        """

    @Test func filesAddToTheLists() throws {
        let files = [
            "dhcp.yaml": main,
            "hosts.d/b.yaml": "reservations:\n- { hw-address: \"00:11:22:33:44:55\", address: 10.0.1.7 }",
            "hosts.d/a.yaml": "x-t: &t { lease-time: 1h }\nclasses: [{ name: a, match: { known: true }, <<: *t }]",
            "hosts.d/c.txt": "not: [read",
            "more.yaml":
                "comment: here\nsubnets:\n- subnet: 10.0.1.0/24\n  pools: [10.0.1.9]\n  options: { routers: 10.0.1.1 }",
        ]
        try withFiles(files) { path in
            let review = try ConfigurationReview.load(path)
            #expect(review.diagnostics.isEmpty)
            let leases = try #require(review.configuration).leases
            #expect(leases.classes.map(\.name) == ["a"])
            #expect(leases.subnets.map(\.prefix.description) == ["10.0.0.0/24", "10.0.1.0/24"])
            #expect(leases.subnets[1].reservations.map(\.address) == [IPv4Address(10, 0, 1, 7)])
            let yaml = try #require(EffectiveConfiguration(review)).yaml.split(separator: "\n")
            #expect(yaml.first { $0.contains("10.0.1.0/24") }?.hasSuffix("more.yaml:3") == true)
            #expect(yaml.first { $0.contains("address: 10.0.1.7") }?.hasSuffix("hosts.d/b.yaml:2") == true)
            #expect(yaml.first { $0.contains("name: a") }?.hasSuffix("hosts.d/a.yaml:2") == true)
            #expect(yaml.first { $0.contains("subnet: 10.0.0.0/24") }?.hasSuffix("# line 3") == true)
        }
    }

    @Test func mistakesNameTheirFile() throws {
        let files = [
            "dhcp.yaml": main,
            "hosts.d/a.yaml": "reservations:\n- { hw-address: \"00:11:22:33:44:55\", address: 10.0.0.7 }",
            "hosts.d/b.yaml": "reservations:\n- { hw-address: \"00:11:22:33:44:55\", address: 10.0.0.7 }\nserver: {}",
        ]
        try withFiles(files) { path in
            let directory = path.dropLast("dhcp.yaml".count)
            let printed = try ConfigurationReview.load(path).diagnostics.map {
                $0.description.replacing(directory, with: "")
            }
            #expect(
                printed == [
                    "dhcp.yaml:1:27: error: include[1]: more.yaml: can not be read: No such file or directory",
                    "hosts.d/b.yaml:2:17: error: reservations[0].hw-address: the same client has another reservation, "
                        + "reservations[0] (hosts.d/a.yaml:2)",
                    "hosts.d/b.yaml:2:47: error: reservations[0].address: 10.0.0.7 is also reserved by "
                        + "reservations[0] (hosts.d/a.yaml:2)",
                    "hosts.d/b.yaml:3:1: error: server: unknown key; it belongs in the file itself, without indentation",
                ])
        }
    }

    @Test func whatIsNoYAMLAndWhatIsMissing() throws {
        try withFiles(["dhcp.yaml": main, "more.yaml": "reservations: ["]) { path in
            let directory = path.dropLast("dhcp.yaml".count)
            let printed = try ConfigurationReview.load(path).diagnostics.map {
                $0.description.replacing(directory, with: "")
            }
            #expect(printed.count == 1)
            #expect(printed[0].hasPrefix("more.yaml:2:1: error: not valid YAML: "))
        }
        try withFiles(["dhcp.yaml": main, "more.yaml": ""]) { path in
            let printed = try ConfigurationReview.load(path).diagnostics.map(\.message)
            #expect(printed == ["no file is called so"])
        }
    }
}
