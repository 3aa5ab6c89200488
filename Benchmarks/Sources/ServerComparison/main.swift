// Runs this server and others, each in a network namespace of its own, under the same load, and prints a table.
//
//   ServerComparison PATH-OF-DHCP [NAME-OF-SERVER...]

import Foundation

/// Says what is going on, beside the table.
func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

func compare() throws -> Int32 {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let program = arguments.first, FileManager.default.isExecutableFile(atPath: program) else {
        say("usage: ServerComparison PATH-OF-DHCP [NAME-OF-SERVER...]")
        return 2
    }
    guard geteuid() == 0 else {
        say("network namespaces and port 67 need root: run `sudo make bench-servers`")
        return 69
    }
    let dhcp = URL(filePath: program).path
    let echo = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "EchoServer").path
    let everyone: [Contestant] = [
        .kea, .dnsmasq, .isc, .coredhcp, .echo(echo), .ownInMemory(dhcp), .ownOnDisk(dhcp),
        .ownOneByOne(dhcp),
    ]
    let names = Set(arguments.dropFirst())
    let chosen = everyone.filter { names.isEmpty || names.contains($0.name) }

    // Beside the package's other products, as a temporary directory is often in memory.
    let directory = URL(filePath: FileManager.default.currentDirectoryPath)
        .appending(path: ".build/comparison-\(getpid())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let network = try TestNetwork()
    defer { network.remove() }
    let generator = LoadGenerator(program: dhcp, network: network)

    var outcomes: [Outcome] = []
    var versions: [String] = []
    for (number, contestant) in chosen.enumerated() {
        guard contestant.isThere else {
            say("\(contestant.name): skipped, there is no \(contestant.program) (package \(contestant.package ?? "-"))")
            continue
        }
        say("\(contestant.name) …")
        let place = directory.appending(path: "\(number)")
        let reference = outcomes.first { $0.name == Contestant.kea.name }?.dora?.rate
        let trial = Trial(
            contestant: contestant, generator: generator, directory: place, seconds: 3, reference: reference)
        guard var outcome = try trial.run() else {
            let output = try? String(contentsOf: place.appending(path: "load/output"), encoding: .utf8)
            say("\(contestant.name): skipped, it does not answer: \(output?.suffix(1000) ?? "")")
            continue
        }
        try trial.restart(&outcome)
        outcomes.append(outcome)
        versions.append("\(contestant.name) \(contestant.version)")
        try? FileManager.default.removeItem(at: place)
    }
    let table = Table(outcomes: outcomes)
    print(table.text + "\n\n" + table.paceText)
    let processors = ProcessInfo.processInfo.activeProcessorCount
    print("\n\(Date().formatted(.iso8601)); \(processors) processors; \(versions.joined(separator: ", ")).")
    for outcome in outcomes {
        guard let disk = outcome.disk else { continue }
        print("\(outcome.name): \(disk.text)")
    }
    return outcomes.contains { ($0.dora?.mismatched ?? 0) + ($0.dora?.duplicates ?? 0) > 0 } ? 1 : 0
}

do {
    exit(try compare())
} catch {
    say("error: \(error)")
    exit(69)
}
