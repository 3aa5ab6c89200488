import Yams

/// Turns text into nodes, and what is wrong with the YAML itself into diagnostics.
///
/// Nodes are read without YAML's rules for plain scalars: `010` stays `010`, `yes` stays `yes` and `12:34` stays
/// `12:34`. Whoever reads a value knows what it should be.
enum YAMLDocument {
    typealias Position = ConfigurationDiagnostic.Position

    /// The root of the only document; `nil` when the text is empty, or wrong, which is then reported.
    static func compose(_ text: String, _ reading: Reading) -> YAMLValue? {
        guard text.utf8.count <= ServerConfiguration.maximumFileSize else {
            let limit = ServerConfiguration.maximumFileSize >> 20
            reading.report(.error, at: nil, "larger than \(limit) MiB, which no configuration is")
            return nil
        }
        var keys = DuplicateKeys(text)
        while true {
            do {
                try AliasCheck(keys.text)?.run()
                let root = try Parser(yaml: keys.text, resolver: .basic, encoding: .utf8).singleRoot()
                reading.duplicateKeys = keys.names
                return root.map { YAMLValue($0, path: reading.prefix, reading: reading) }
            } catch YamlError.duplicatedKeysInMapping(let names, let context)
                where keys.rename(names, at: context.mark)
            {
                continue
            } catch let finding as AliasCheck.Finding {
                reading.report(.error, at: finding.position, finding.message)
            } catch let error as YamlError {
                report(error, text, reading)
            } catch {
                reading.report(.error, at: nil, "not valid YAML: \(error)")
            }
            return nil
        }
    }

    private static func report(_ error: YamlError, _ text: String, _ reading: Reading) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let place = context.map { " \($0.text) that begins in line \($0.mark.line)" } ?? ""
            reading.report(.error, at: Position(mark), "not valid YAML: \(problem)\(place)\(hint(problem, mark, text))")
        case .composer(let context, let problem, let mark, _):
            let isSecondDocument = context != nil
            let message =
                isSecondDocument
                ? "a second document begins here; one file is one document" : problem + YAMLAdvice.cure(of: problem)
            reading.report(.error, at: Position(mark), message)
        case .reader(let problem, let offset, _, _):
            reading.report(.error, at: offset.map { position(of: $0, in: text) }, "not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let others = keys.count > 5 ? " and \(keys.count - 5) more" : ""
            let words = keys.prefix(5).map(\.shown).joined(separator: ", ") + others
            reading.report(.error, at: Position(context.mark), path: "", "\(words): stands twice in one mapping")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            reading.report(.error, at: nil, "not valid YAML: \(error)")
        }
    }

    /// The commonest mistake is the one that can not be seen.
    private static func hint(_ problem: String, _ mark: Mark, _ text: String) -> String {
        let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return YAMLAdvice.cure(of: problem) }
        let isTab = lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first == "\t"
        return isTab ? "; this is a tab, YAML is indented with spaces" : YAMLAdvice.cure(of: problem)
    }

    private static func position(of offset: Int, in text: String) -> Position {
        let lines = text.prefix(offset).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return Position(line: max(lines.count, 1), column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }
}

extension ConfigurationDiagnostic.Position {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
