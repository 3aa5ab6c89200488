public import DHCP

/// Why a configuration can not be served.
public enum LeaseConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two subnets have addresses in common.
    case overlappingSubnets(IPv4Prefix, IPv4Prefix)
    /// Two pools have addresses in common.
    case overlappingPools(IPv4Range, IPv4Range)
    /// A pool has addresses that are not its subnet's.
    case poolOutsideSubnet(IPv4Range, IPv4Prefix)
    /// One relay address or one interface name stands for two subnets.
    case ambiguousSubnet(String)
    /// A reserved address is not its subnet's.
    case reservationOutsideSubnet(IPv4Address, IPv4Prefix)
    /// A pool holds, or a reservation is for, an address that no host can have.
    case unusableAddress(IPv4Address)
    /// An address is reserved twice.
    case doublyReserved(IPv4Address)
    /// A client has two reservations in a subnet.
    case doublyIdentified(Reservation.Identifier, IPv4Prefix)
    /// A pool names a class that is not there, or two classes have the same name.
    case classNotUnique(String)
    /// All pools together hold more addresses than a table can (2^31 - 1).
    case tooManyAddresses

    /// One line that says what is wrong.
    public var description: String {
        switch self {
        case .overlappingSubnets(let one, let other): "subnets \(one) and \(other) overlap"
        case .overlappingPools(let one, let other): "pools \(one) and \(other) overlap"
        case .poolOutsideSubnet(let pool, let subnet): "pool \(pool) is not inside subnet \(subnet)"
        case .ambiguousSubnet(let name): "\(name) stands for two subnets"
        case .reservationOutsideSubnet(let address, let subnet): "\(address) is reserved but not inside \(subnet)"
        case .unusableAddress(let address): "no client can have \(address)"
        case .doublyReserved(let address): "\(address) is reserved twice"
        case .doublyIdentified(let identifier, let subnet): "\(identifier) has two reservations in \(subnet)"
        case .classNotUnique(let name): "there is not exactly one class \(name)"
        case .tooManyAddresses: "the pools hold more than 2147483647 addresses"
        }
    }
}
