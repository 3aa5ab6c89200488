/// Keys that the format names and this version does not serve yet.
///
/// They are refused: to pass over `reservations` would be to give a printer's address away.
enum PendingKeys: CaseIterable {
    case none
    case root
    case subnet
    case pool

    /// The keys; take one away when it is served.
    var names: [String] {
        switch self {
        case .none: []
        case .root: ["rapid-commit", "leasequery", "classes", "boot"]
        case .subnet: ["auto-configure", "reservations"]
        case .pool: ["classes"]
        }
    }
}
