/// The files that a configuration includes, which add to its lists.
struct IncludedFiles {
    private var sections: [SectionReader] = []
    /// Whether a file could not be read, so that what seems to be missing may stand in it.
    private(set) var hasErrors = false

    /// More than a directory of one file for each rack has, and a pattern for the whole disk ends.
    private static let maximumCount = 1000

    /// Reads the files that `include` names; relative ones count from the directory of the file that includes them.
    init(_ value: YAMLValue?) {
        if let value, !value.reading.mayInclude {
            hasErrors = true
            value.fail("no other file is read here: write what it holds into this text")
            return
        }
        var seen: Set<String> = []
        var size = 0
        for element in value?.list() ?? [] {
            guard
                let pattern = element.read(
                    "a file such as hosts.d/*.yaml", { $0.isEmpty || $0.contains("\0") ? nil : $0 })
            else { continue }
            for path in Self.paths(pattern, element) where seen.insert(path).inserted {
                guard seen.count <= Self.maximumCount else {
                    element.fail("more than \(Self.maximumCount) files; name fewer")
                    return
                }
                add(path, element, &size)
            }
        }
    }

    private static func paths(_ pattern: String, _ element: YAMLValue) -> [String] {
        let file = element.reading.file
        let directory = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        let whole = pattern.hasPrefix("/") ? pattern : directory + pattern
        guard pattern.contains(where: { "*?[".contains($0) }) else { return [whole] }
        let paths = ConfigurationFile.paths(matching: whole).filter { $0 != file }
        if paths.isEmpty { element.notice("no file is called so") }
        return paths
    }

    private mutating func add(_ path: String, _ element: YAMLValue, _ size: inout Int) {
        let text: String
        do throws(ConfigurationErrors) {
            text = try ConfigurationFile(path: path).text()
        } catch {
            hasErrors = true
            return element.fail(error.diagnostics.map { "\($0.file): \($0.message)" }.joined(separator: "; "))
        }
        size += text.utf8.count
        guard size <= ServerConfiguration.maximumFileSize else {
            hasErrors = true
            return element.fail("the files are larger than \(ServerConfiguration.maximumFileSize >> 20) MiB together")
        }
        let reading = element.reading.including(path, size: text.utf8.count)
        YAMLDocument.compose(text, reading)?.section(.included) { sections.append($0) }
        hasErrors = hasErrors || reading.hasErrors
    }

    /// The elements of a list of the main file and those that the files add.
    func adding(to value: YAMLValue?, _ key: ConfigurationKey) -> [YAMLValue] {
        var elements = value?.list() ?? []
        for section in sections {
            for element in section.value(key)?.list() ?? [] {
                element.reading.noteMove(of: element.path, to: "\(key.rawValue)[\(elements.count)]")
                elements.append(element)
            }
        }
        return elements
    }
}
