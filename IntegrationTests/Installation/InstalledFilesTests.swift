import Foundation
import Testing

/// What `make install` puts where, of a program that is built already.
@Suite struct InstalledFilesTests {
    private func install(prefix: String, _ settings: String...) async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let built = directory.url.appending(path: "build/program")
        for name in ["man8/dhcp.8", "completions/bash", "completions/zsh", "completions/fish", "dhcp.debug"] {
            let file = built.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            _ = try TextFile.holding("-", at: file)
        }
        try FileManager.default.copyItem(
            at: Environment.binary(named: "dhcp"), to: built.appending(path: "dhcp"))
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Scripts/install-program").standardizedFileURL
        try await Command.run(
            ["env", "SCRATCH=\(directory.url.path)/build"] + settings
                + [script.path, "\(directory.url.path)/root", prefix])
        return directory
    }

    private func text(_ path: String, in directory: TemporaryDirectory) throws -> String {
        try String(contentsOf: directory.url.appending(path: "root/\(path)"), encoding: .utf8)
    }

    @Test(
        "below each prefix are the program, its manual and completions, and a unit that names it",
        arguments: [
            ("/usr", "lib/systemd/system", "/etc"), ("/usr/local", "usr/local/lib/systemd/system", "/etc"),
            ("/opt/dhcp", "opt/dhcp/lib/systemd/system", "/opt/dhcp/etc"),
        ])
    func layout(prefix: String, units: String, configuration: String) async throws {
        let directory = try await install(prefix: prefix)
        defer { directory.remove() }
        for path in [
            "bin/dhcp", "share/man/man8/dhcp.8", "share/bash-completion/completions/dhcp",
            "share/zsh/site-functions/_dhcp", "share/fish/vendor_completions.d/dhcp.fish",
            "share/doc/swift-dhcp/examples/home.yaml", "share/doc/swift-dhcp/Configuration.md",
        ] {
            let file = directory.url.appending(path: "root\(prefix)/\(path)").path
            #expect(FileManager.default.fileExists(atPath: file), "\(path)")
        }
        let unit = try text("\(units)/dhcp.service", in: directory)
        #expect(unit.contains("ExecStart=\(prefix)/bin/dhcp serve --config \(configuration)/dhcp/dhcp.yaml\n"))
        #expect(unit.contains("\nDynamicUser=yes\n"))
    }

    @Test("the unit of a package runs as the package's user")
    func user() async throws {
        let directory = try await install(prefix: "/usr", "UNIT_USER=swift-dhcp")
        defer { directory.remove() }
        let unit = try text("lib/systemd/system/dhcp.service", in: directory)
        #expect(unit.contains("\nUser=swift-dhcp\n") && !unit.contains("DynamicUser"))
    }

    @Test("the example serves nothing as it comes, and is right once its comments are taken away")
    func example() async throws {
        let directory = try await install(prefix: "/usr")
        defer { directory.remove() }
        let file = directory.url.appending(path: "root/etc/dhcp/dhcp.yaml")
        let dhcp = Environment.binary(named: "dhcp").path
        #expect(try await Command.outcome(of: [dhcp, "check", file.path]).status == 1)
        try await Command.run("sed", "-i", #"s/^#\([a-z]\|  \)/\1/"#, file.path)
        let checked = try await Command.outcome(of: [dhcp, "check", file.path])
        #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked)")
    }
}
