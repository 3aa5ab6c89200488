/// Wrappers that run a program as root in name, but without what root may do: unlike `nobody` it can still read the build
/// folder, wherever that is.
enum Privilege {
    static func without(_ capabilities: String...) -> [String] {
        let dropped = capabilities.map { "-\($0)" }.joined(separator: ",")
        return ["setpriv", "--bounding-set=\(dropped)", "--inh-caps=\(dropped)"]
    }
}
