import DHCPLeases

extension YAMLValue {
    /// Warns of words in braces that look as if they stood for what a client has.
    func warnOfUnknownPlaceholders(in text: String) {
        let known = ClientPlaceholder.allCases.map(\.rawValue)
        for word in text.matches(of: /\{[A-Za-z_-]+\}/).map({ String($0.output) }) where !known.contains(word) {
            let hint = reading.nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
            warn("\(word) stands for itself; what stands for something is \(known.joined(separator: ", "))\(hint)")
        }
    }
}
