import DHCP
import DHCPConfiguration
import DHCPLeases
import Foundation
import Testing

/// Files on disk, those of the repository and those that can not be read.
@Suite struct FileTests {
    /// The repository's folder.
    private let root = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    private func messages(_ path: String) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try ServerConfiguration.load(path)
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func home() throws {
        let (configuration, warnings) = try ServerConfiguration.load(root + "/Examples/home.yaml")
        #expect(warnings == [])
        #expect(configuration.server.interfaces == ["eth0"])
        #expect(configuration.server.listen == DHCPEndpoint(.any, port: 67))
        let subnet = try #require(configuration.leases.subnets.first)
        #expect(subnet.pools.map { "\($0.range)" } == ["192.168.1.100-192.168.1.199"])
        #expect(subnet.options[.router] == [IPv4Address(192, 168, 1, 1)])
        #expect(subnet.options[.interfaceMTU] == 1500)
        #expect(configuration.leases.options[.domainName] == "home.arpa")
        _ = try LeaseEngine(configuration: configuration.leases)
    }

    @Test func demonstration() throws {
        let configuration = ServerConfiguration.demonstration
        #expect(configuration.server == ServerSettings())
        #expect("\(configuration.server.listen)" == "0.0.0.0:6767")
        #expect(configuration.store == .memory)
        #expect(configuration.leases.identifier == IPv4Address(127, 0, 0, 1))
        let subnet = try #require(configuration.leases.subnets.first)
        #expect("\(subnet.prefix)" == "192.0.2.0/24")
        #expect(subnet.pools.map { "\($0.range)" } == ["192.0.2.10-192.0.2.250"])
        #expect(subnet.relays == [IPv4Address(127, 0, 0, 1)])
        #expect(subnet.options[.router] == [IPv4Address(192, 0, 2, 1)])
        #expect(subnet.options[.domainNameServer] == [IPv4Address(192, 0, 2, 1)])
        _ = try LeaseEngine(configuration: configuration.leases)
    }

    @Test(arguments: [
        ("/nonexistent/a.yaml", "/nonexistent/a.yaml: error: can not be read: No such file or directory"),
        ("/tmp", "/tmp: error: can not be read: Is a directory"),
        ("/dev/zero", "/dev/zero: error: larger than 16 MiB, which no configuration is"),
    ])
    func unreadable(path: String, message: String) {
        #expect(messages(path) == [message])
    }

    @Test("a pipe that nobody writes to is given up, and one that is written to is read")
    func pipes() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "dhcp-\(UUID().uuidString)").path
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        #expect(messages(path).first?.contains("a pipe or device, of which nothing more came") == true)
        // Both ends, so that opening waits for nobody.
        let writer = open(path, O_RDWR | O_CLOEXEC)
        defer { close(writer) }
        #expect(messages(path).first?.contains("a pipe or device, of which nothing more came") == true)

        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("subnets: []".utf8))
        try pipe.fileHandleForWriting.close()
        let fromPipe = messages("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(!fromPipe.contains { $0.contains("pipe or device") }, "as of `check <(make-it)`")
    }

    @Test func text() throws {
        let errors = #expect(throws: ConfigurationErrors.self) {
            try ServerConfiguration.parse(String(repeating: " ", count: 16 << 20 + 1), file: "f")
        }
        #expect(errors?.description == "f: error: larger than 16 MiB, which no configuration is")
    }
}
