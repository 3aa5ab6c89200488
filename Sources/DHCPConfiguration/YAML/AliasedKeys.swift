import Yams

/// Finds keys that are no words before Yams compares them.
///
/// Yams compares the keys of a mapping with each other, and for that looks at all that a key consists of. A key of
/// aliases of aliases of aliases can be longer than a lifetime, in a file of a few lines.
struct AliasedKeys {
    /// What stands for the star of an alias, so that it is read as a word and stands for nothing.
    private static let mark: Unicode.Scalar = "\u{2217}"

    private let text: String

    /// The keys of a text; `nil` when it has no aliases.
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

    /// The first key that is a list or a mapping, itself or by its alias.
    func complexKey() throws -> Node? {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        // Nodes hold their anchors weakly; the parser holds them for good.
        return try withExtendedLifetime(parser) { try parser.singleRoot().flatMap(complexKey) }
    }

    private func complexKey(_ root: Node) -> Node? {
        var nodes = [root]
        var keys: [Node] = []
        var collections: Set<String> = []
        while let node = nodes.popLast() {
            if node.scalar == nil, let anchor = node.anchor { collections.insert(anchor.rawValue) }
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    keys.append(key)
                    nodes.append(key)
                    nodes.append(value)
                }
            case .sequence(let sequence): nodes += sequence
            case .scalar, .alias: break
            }
        }
        return keys.first { key in
            guard let scalar = key.scalar else { return true }
            return scalar.string.unicodeScalars.first == Self.mark
                && collections.contains(String(scalar.string.dropFirst()))
        }
    }
}
