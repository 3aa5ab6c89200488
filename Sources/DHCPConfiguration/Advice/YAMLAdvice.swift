/// What cures text that is no YAML, by what libYAML says of it.
enum YAMLAdvice {
    private static let cures: [(problem: String, cure: String)] = [
        (
            "did not find expected '-' indicator",
            "indent this line as the items (- …) of that list, or deeper when it belongs to one of them"
        ),
        ("did not find expected key", "indent this line as the other keys of that mapping"),
        (
            "mapping values are not allowed in this context",
            "a value that holds \": \" needs quotes, and a key stands on a line of its own"
        ),
        ("could not find expected ':'", "a key needs a colon and a blank behind it"),
        ("did not find expected ',' or ']'", "close the bracket [ or put a comma between the elements"),
        ("did not find expected ',' or '}'", "close the brace { or put a comma between the keys"),
        ("did not find expected node content", "a bracket or brace is not closed, or a value is missing"),
        ("found unexpected end of stream", "the quote that begins there is not closed"),
        (
            "found undefined alias",
            "*name stands for what &name marks further up; a text that begins with * needs quotes"
        ),
        ("found unknown escape character", "write '…' in place of \"…\" around text with a backslash"),
        ("block sequence entries are not allowed in this context", "begin the list on a line of its own"),
    ]

    /// `; ` and the cure, or nothing.
    static func cure(of problem: String) -> String {
        cures.first { problem.contains($0.problem) }.map { "; \($0.cure)" } ?? ""
    }
}
