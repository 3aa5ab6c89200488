/// The language of manual pages, man(7), as far as these pages need it.
struct Roff {
    private(set) var text = ""

    /// The first line of a page, whose date keeps its hyphens.
    ///
    /// Lines are not stretched and words not divided, so that options can be copied.
    mutating func title(_ words: String...) {
        text += ".TH " + words.map { "\"\($0)\"" }.joined(separator: " ") + "\n.ad l\n.nh\n"
    }

    /// A line that begins with a macro, such as `SH`, and its words.
    mutating func macro(_ name: String, _ words: String...) {
        text += ([".\(name)"] + words.map { "\"\(Self.escaped($0))\"" }).joined(separator: " ") + "\n"
    }

    /// Lines of text; those that begin with blanks are kept as they are.
    mutating func paragraph(_ lines: String) {
        for line in lines.split(separator: "\n") {
            let isVerbatim = line.first == " "
            if isVerbatim { macro("br") }
            text += Self.escaped(String(line)) + "\n"
        }
    }

    /// A line of words in their typefaces.
    mutating func words(_ words: [Word]) {
        text += words.map(\.roff).joined() + "\n"
    }

    enum Word {
        case plain(String)
        case bold(String)
        case value(String)

        fileprivate var roff: String {
            switch self {
            case .plain(let text): Roff.escaped(text)
            case .bold(let text): "\\fB\(Roff.escaped(text))\\fR"
            case .value(let text): "\\fI\(Roff.escaped(text))\\fR"
            }
        }
    }

    /// As it is printed: no character of it means anything to the formatter.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "\"": escaped += "\\(dq"
            case "`": escaped += "\\(ga"
            case "'": escaped += "\\(aq"
            case "~": escaped += "\\(ti"
            case "^": escaped += "\\(ha"
            default: escaped.append(character)
            }
        }
        return escaped.first == "." ? "\\&" + escaped : escaped
    }
}
