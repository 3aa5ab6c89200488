import Foundation
import Testing

/// What the compiler says of a value that is not of the option's type: which type is right, and nothing of `raw:`.
@Suite struct WrongTypeTests {
    private static let modules = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "Modules")

    /// What the compiler says of each line, as the body of a function.
    private func errors(of lines: [String]) throws -> [Substring] {
        let file = FileManager.default.temporaryDirectory.appending(path: "wrong-\(UUID()).swift")
        defer { try? FileManager.default.removeItem(at: file) }
        let head = "import DHCP\nfunc f(_ options: inout DHCPOptions, _ address: IPv4Address, _ seconds: Int) {\n"
        try Data((head + lines.joined(separator: "\n") + "\n}\n").utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "-typecheck", "-swift-version", "6", "-I", Self.modules.path, file.path]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return output.split(separator: "\n").filter { $0.hasPrefix(file.path) && $0.contains(": error: ") }
    }

    @Test(arguments: [
        ("options[.router] = address", "this option is a list, [IPv4Address]: write one address as [address]"),
        ("options[.domainNameServer] = \"1.1.1.1\"", "this option is a list, [IPv4Address]"),
        ("let _: IPv4Address? = options[.router]", "this option is a list, [IPv4Address]"),
        ("options[.subnetMask] = [address]", "this option is one IPv4Address"),
        ("options[.leaseTime] = seconds", "this option is a UInt32, a time in seconds: convert with UInt32(_:)"),
        ("options[.leaseTime] = Duration.seconds(60)", "this option is a UInt32, a time in seconds"),
        ("options[.interfaceMTU] = seconds", "this option is a UInt16: convert with UInt16(_:)"),
        ("options[.defaultIPTTL] = seconds", "this option is a UInt8: convert with UInt8(_:)"),
        ("options[.ipForwarding] = seconds", "this option is a Bool"),
        ("options[.hostName] = address", "this option is a String"),
        ("options[.clientIdentifier] = [1, 2]", "the option's type is the 'Value' of its key"),
    ])
    func theTypeThatIsRightIsNamed(line: String, message: String) throws {
        let errors = try errors(of: [line])
        #expect(errors.count == 1)
        #expect(errors.allSatisfy { $0.contains(message) && !$0.contains("label") }, "\(errors)")
    }

    @Test func valuesOfTheRightTypeCompile() throws {
        let lines = [
            "options[.router] = [address]", "options[.router]?.append(address)", "options[.router] = nil",
            "options[.leaseTime] = 60", "options[.leaseTime] = UInt32(seconds)", "_ = options[.leaseTime] ?? 0",
            "_ = options[.router]?.first ?? .any", "if options[.hostName] == \"pi\" {}", "options[raw: 43] = [1]",
            "options[.requestedAddress] = options[.serverIdentifier]", "let x = options[.router]; _ = x",
            "options[.rapidCommit] = .present", "options[.relayAgentInformation]?.circuitID = [1]",
        ]
        #expect(try errors(of: lines) == [])
    }
}
