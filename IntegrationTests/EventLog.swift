import Foundation

/// The events that a client's script wrote down, one a line: the event's name and the address, `-` without one.
struct EventLog {
    struct Event {
        let name: String
        let address: String
    }

    let file: TextFile

    init(in directory: URL) throws {
        file = try TextFile.empty(at: directory.appending(path: "events"))
    }

    var events: [Event] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            return words.count == 2 ? Event(name: words[0], address: words[1]) : nil
        }
    }

    /// Waits for one of the named events after the first `seen` ones.
    func wait(for names: Set<String>, after seen: Int, of process: RunningProcess) async throws -> Event {
        let what = "one of the events \(names.sorted().joined(separator: ", ")) of \(process.name)"
        return try await IntegrationTests.wait(for: what, evidence: { "events: \(file.tail)\(process.transcript)" }) {
            events.dropFirst(seen).first { names.contains($0.name) }
        }
    }
}
