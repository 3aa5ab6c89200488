internal import DHCPLinux

/// A unit of systemd that runs this server, with what other files add to it.
package struct UnitFile: Hashable, Sendable {
    /// Its name, such as `dhcp.service`.
    package var name: String
    /// The values of each key of its section `[Service]`, in the order in which they stand.
    package var values: [String: [String]]

    /// Reads the text of a unit, and of the files that add to it.
    package init(name: String, texts: [String]) {
        self.name = name
        values = [:]
        for text in texts { read(text) }
    }

    private mutating func read(_ text: String) {
        var section = ""
        let joined = text.replacing("\\\n", with: " ")
        for line in joined.split(whereSeparator: \.isNewline) {
            let line = line.trimmingBlanks
            if line.first == "[" { section = String(line) }
            guard section == "[Service]", let first = line.first, first != "#", first != ";",
                let equals = line.firstIndex(of: "=")
            else { continue }
            let key = String(line[..<equals].trimmingBlanks)
            let value = String(line[line.index(after: equals)...].trimmingBlanks)
            // An empty value takes back what stands before.
            if value.isEmpty { values[key] = [] } else { values[key, default: []].append(value) }
        }
    }

    /// The last value of a key that has one.
    func last(_ key: String) -> String? { values[key]?.last }

    /// The words of all values of a key; `nil` when it does not stand there.
    func words(_ key: String) -> [String]? {
        guard let values = values[key], !values.isEmpty else { return nil }
        return values.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    /// Whether a key that says yes or no says yes.
    func isOn(_ key: String) -> Bool { ["yes", "true", "on", "1"].contains(last(key)?.lowercased() ?? "no") }

    /// Whether it runs `dhcp serve`.
    var runsServer: Bool {
        (values["ExecStart"] ?? []).contains { command in
            let words = command.split(whereSeparator: \.isWhitespace)
            guard let program = words.first?.split(separator: "/").last else { return false }
            return program.hasSuffix("dhcp") && words.dropFirst().first == "serve"
        }
    }
}

extension UnitFile {
    /// Where systemd looks, the place that counts first.
    private static let places = [
        "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
        "/lib/systemd/system",
    ]

    /// More octets of a unit are not read.
    private static let limit = 1 << 16

    /// The units of this host that run the server.
    static func installed() -> [UnitFile] {
        var seen: Set<String> = []
        var found: [UnitFile] = []
        for place in places {
            for name in SystemFile.names(in: place).sorted() where name.hasSuffix(".service") {
                guard seen.insert(name).inserted,
                    let text = SystemFile.text("\(place)/\(name)", limit: limit), text.contains("serve")
                else { continue }
                let unit = UnitFile(name: name, texts: [text] + additions(to: name))
                if unit.runsServer { found.append(unit) }
            }
        }
        return found
    }

    private static func additions(to name: String) -> [String] {
        places.reversed().flatMap { place in
            SystemFile.names(in: "\(place)/\(name).d").filter { $0.hasSuffix(".conf") }.sorted().compactMap {
                SystemFile.text("\(place)/\(name).d/\($0)", limit: limit)
            }
        }
    }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: SubSequence {
        let rest = drop { $0.isWhitespace }
        let count = rest.reversed().prefix { $0.isWhitespace }.count
        return rest.dropLast(count)
    }
}
