import Yams

/// Finds what no reader survives, before aliases are followed.
///
/// Yams compares the keys of a mapping with each other, and for that looks at all that a key consists of: a key of
/// aliases of aliases can be longer than a lifetime, in a file of a few lines. And a chain of aliases, each inside the
/// next, is deeper than the stack.
struct AliasCheck {
    /// What is wrong with a file, and where.
    struct Finding: Error {
        let position: ConfigurationDiagnostic.Position?
        let message: String

        init(_ node: Node, _ message: String) {
            position = node.mark.map(ConfigurationDiagnostic.Position.init)
            self.message = message
        }
    }

    /// Deeper configurations are not written by people.
    private static let maximumDepth = 100

    /// What stands for the star of an alias, so that it is read as a word and stands for nothing.
    private static let mark: Unicode.Scalar = "\u{2217}"

    private let text: String

    /// Takes a text; `nil` when it has no aliases.
    init?(_ text: String) {
        var scalars = String.UnicodeScalarView()
        var hasAliases = false
        var previous: Unicode.Scalar = "\n"
        var star: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if star != nil {
                let isAlias = scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar)
                scalars.append(isAlias ? Self.mark : "*")
                hasAliases = hasAliases || isAlias
                star = nil
            }
            // Behind a letter, a quote or another star a star is part of a text.
            if scalar == "*", " \t\r\n[{,:-?".unicodeScalars.contains(previous) {
                star = scalar
            } else {
                scalars.append(scalar)
            }
            previous = scalar
        }
        if star != nil { scalars.append("*") }
        guard hasAliases else { return nil }
        self.text = String(scalars)
    }

    /// Throws a ``Finding`` for the first key that is a list or a mapping, itself or by its alias, and for values that
    /// are too deep; or what Yams says.
    func run() throws {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        // Nodes hold their anchors weakly; the parser holds them for good.
        try withExtendedLifetime(parser) {
            var depths: [String: Int] = [:]
            if let root = try parser.singleRoot() { _ = try depth(of: root, &depths) }
        }
    }

    /// How deep a value is with its aliases followed: 0 for a word.
    ///
    /// `depths` are those of the anchors that stand before it. The text itself is at most 1,000 deep: libYAML sees to
    /// that.
    private func depth(of node: Node, _ depths: inout [String: Int]) throws(Finding) -> Int {
        var depth = 0
        switch node {
        case .scalar(let scalar):
            if scalar.string.unicodeScalars.first == Self.mark {
                return depths[String(scalar.string.dropFirst())] ?? 0
            }
        case .mapping(let mapping):
            for (key, value) in mapping {
                if try self.depth(of: key, &depths) > 0 {
                    throw Finding(key, "a key must be a word, not \(key.noun)")
                }
                depth = max(depth, try self.depth(of: value, &depths))
            }
            depth += 1
        case .sequence(let sequence):
            for element in sequence { depth = max(depth, try self.depth(of: element, &depths)) }
            depth += 1
        case .alias: break
        }
        if depth > Self.maximumDepth {
            throw Finding(node, "aliases make this deeper than \(Self.maximumDepth) values")
        }
        if let anchor = node.anchor { depths[anchor.rawValue] = depth }
        return depth
    }
}
