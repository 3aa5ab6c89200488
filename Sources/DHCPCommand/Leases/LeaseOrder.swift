#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeases

    /// What leases can be put in order by.
    enum LeaseOrder: String, ExpressibleByArgument, CaseIterable {
        case address
        case ends
        case host
        case hardware
        case state

        /// Where the leases stand in this order; those that are alike by their addresses.
        ///
        /// Positions are sorted, as a lease is large and counts references.
        func positions(of leases: [Lease]) -> [Int] {
            func sorted<Key: Comparable>(_ key: (Lease) -> Key) -> [Int] {
                leases.enumerated().map { (key: key($1), address: $1.address.bitPattern, position: $0) }
                    .sorted { ($0.key, $0.address) < ($1.key, $1.address) }.map(\.position)
            }
            return switch self {
            case .address: Array(leases.indices)
            case .ends: sorted(\.end)
            case .host: sorted { $0.hostName?.lowercased() ?? "\u{10FFFF}" }
            case .hardware: sorted(\.hardwareAddress.description)
            case .state: sorted(\.state.description)
            }
        }
    }
#endif
