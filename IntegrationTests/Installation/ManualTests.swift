import Foundation
import Testing

/// The pages that `man` shows, made of what the command says of itself.
@Suite struct ManualTests {
    /// The folder of the pages; the help goes in by a file, as it is longer than a pipe may hold.
    private static func write(to directory: URL) async throws -> [String: String] {
        let folder = directory.appending(path: "man8").path
        let programs = ["dhcp", "DHCPManual"].map { "'\(Environment.binary(named: $0).path)'" }
        try await Command.run(
            "sh", "-c",
            "\(programs[0]) --experimental-dump-help >'\(folder).json' && "
                + "\(programs[1]) '\(folder)' 0.1.0 2026-11-27 <'\(folder).json'")
        var pages: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            pages[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        return pages
    }

    @Test("each command has a page, with its options and the examples of its help")
    func pages() async throws {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let pages = try await Self.write(to: directory.url)
        #expect(pages.keys.contains("dhcp.8") && pages.keys.contains("dhcp-leases-import.8"))
        for (name, page) in pages where name != "dhcp.8" && name != "dhcp-leases.8" {
            let words = name.dropLast(2).split(separator: "-").map(String.init)
            let help = try await Command.run(
                ["env", "COLUMNS=1000", Environment.binary(named: "dhcp").path] + words.dropFirst() + ["--help"])
            let examples = help.split(separator: "\n").filter {
                $0.hasPrefix("  dhcp ") || $0.hasPrefix("  sudo dhcp ")
            }
            #expect(!examples.isEmpty, "the help of \(name) has no example")
            for example in examples {
                let printed = example.drop { $0 == " " }.replacing("\\", with: "\\e").replacing("-", with: "\\-")
                    .replacing("\"", with: "\\(dq").replacing("'", with: "\\(aq")
                #expect(page.contains("\n\(printed)\n"), "\(name): \(example)")
            }
            for option in help.matches(of: /\n +(--[a-z-]+)/) {
                #expect(page.contains("\\fB\(option.1.replacing("-", with: "\\-"))"), "\(name): \(option.1)")
            }
        }
    }

    @Test(
        "mandoc finds nothing wrong with any page",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "no mandoc"))
    func wellFormed() async throws {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        for name in try await Self.write(to: directory.url).keys {
            let path = directory.url.appending(path: "man8/\(name)").path
            let outcome = try await Command.outcome(of: ["mandoc", "-Tlint", "-Wwarning", path])
            #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
        }
    }
}
