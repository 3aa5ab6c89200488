/// What the help of a command explains, divided: prose, and examples to copy.
struct Discussion {
    private(set) var paragraphs: [String] = []
    private(set) var examples: [String] = []

    /// Paragraphs are divided by empty lines; one that begins with `Example:` or `Examples:` has an indented line for each.
    init(_ text: String) {
        for paragraph in text.split(separator: "\n\n") {
            let lines = paragraph.split(separator: "\n")
            guard let first = lines.first else { continue }
            if first == "Example:" || first == "Examples:" {
                examples += lines.dropFirst().map { String($0.drop { $0 == " " }) }
            } else {
                paragraphs.append(String(paragraph))
            }
        }
    }
}
