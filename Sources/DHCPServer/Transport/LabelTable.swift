/// Which interface an address belongs to, when it has a label of its own, such as `eth0:1`.
///
/// The kernel takes any label; the tools see to it that it begins with the interface's name.
package struct LabelTable {
    private var positions: [String: Int] = [:]

    package init() {}

    /// Adds an interface.
    package mutating func add(_ name: String, at position: Int) {
        positions[name] = position
    }

    /// Where the interface stands whose address has this label: the one with the longest name that the label begins with.
    package func position(of label: String) -> Int? {
        var name = Substring(label)
        while !name.isEmpty {
            if let position = positions[String(name)] { return position }
            name.removeLast()
        }
        return nil
    }
}
