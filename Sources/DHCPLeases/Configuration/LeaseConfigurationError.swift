public import DHCP

/// Why a configuration can not be served.
public struct LeaseConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let code: Code
    /// The subnets it is about.
    public private(set) var subnets: [IPv4Prefix] = []
    /// The pools it is about.
    public private(set) var pools: [IPv4Range] = []
    /// The address it is about, if it is about one.
    public private(set) var address: IPv4Address?
    /// The client it is about, if it is about one.
    public private(set) var client: Reservation.Identifier?
    /// The name of the relay, interface or class it is about, if it is about one.
    public private(set) var name: String?
    /// One line that says what is wrong.
    public let description: String

    /// The kinds of fault; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// Two subnets have addresses in common.
        public static let overlappingSubnets = Code(description: "overlapping-subnets")
        /// Two pools have addresses in common.
        public static let overlappingPools = Code(description: "overlapping-pools")
        /// A pool has addresses that are not its subnet's.
        public static let poolOutsideSubnet = Code(description: "pool-outside-subnet")
        /// One relay address or one interface name stands for two subnets.
        public static let ambiguousSubnet = Code(description: "ambiguous-subnet")
        /// A reserved address is not its subnet's.
        public static let reservationOutsideSubnet = Code(description: "reservation-outside-subnet")
        /// A pool holds, or a reservation is for, an address that no host can have.
        public static let unusableAddress = Code(description: "unusable-address")
        /// An address is reserved twice.
        public static let doublyReserved = Code(description: "doubly-reserved")
        /// A client has two reservations in a subnet.
        public static let doublyIdentified = Code(description: "doubly-identified")
        /// A pool names a class that is not there, or two classes have the same name.
        public static let classNotUnique = Code(description: "class-not-unique")
        /// All pools together hold more addresses than a table can (2^31 - 1).
        public static let tooManyAddresses = Code(description: "too-many-addresses")
    }

    private init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension LeaseConfigurationError {
    /// Two subnets have addresses in common.
    public static func overlappingSubnets(_ one: IPv4Prefix, _ other: IPv4Prefix) -> Self {
        var error = Self(.overlappingSubnets, "subnets \(one) and \(other) overlap")
        error.subnets = [one, other]
        return error
    }

    /// Two pools have addresses in common.
    public static func overlappingPools(_ one: IPv4Range, _ other: IPv4Range) -> Self {
        var error = Self(.overlappingPools, "pools \(one) and \(other) overlap")
        error.pools = [one, other]
        return error
    }

    /// A pool has addresses that are not its subnet's.
    public static func poolOutsideSubnet(_ pool: IPv4Range, _ subnet: IPv4Prefix) -> Self {
        var error = Self(.poolOutsideSubnet, "pool \(pool) is not inside subnet \(subnet)")
        (error.pools, error.subnets) = ([pool], [subnet])
        return error
    }

    /// One relay address or one interface name stands for two subnets.
    public static func ambiguousSubnet(_ name: String) -> Self {
        var error = Self(.ambiguousSubnet, "\(name) stands for two subnets")
        error.name = name
        return error
    }

    /// A reserved address is not its subnet's.
    public static func reservationOutsideSubnet(_ address: IPv4Address, _ subnet: IPv4Prefix) -> Self {
        var error = Self(.reservationOutsideSubnet, "\(address) is reserved but not inside \(subnet)")
        (error.address, error.subnets) = (address, [subnet])
        return error
    }

    /// A pool holds, or a reservation is for, an address that no host can have.
    public static func unusableAddress(_ address: IPv4Address) -> Self {
        var error = Self(.unusableAddress, "no client can have \(address)")
        error.address = address
        return error
    }

    /// An address is reserved twice.
    public static func doublyReserved(_ address: IPv4Address) -> Self {
        var error = Self(.doublyReserved, "\(address) is reserved twice")
        error.address = address
        return error
    }

    /// A client has two reservations in a subnet.
    public static func doublyIdentified(_ client: Reservation.Identifier, _ subnet: IPv4Prefix) -> Self {
        var error = Self(.doublyIdentified, "\(client) has two reservations in \(subnet)")
        (error.client, error.subnets) = (client, [subnet])
        return error
    }

    /// A pool names a class that is not there, or two classes have the same name.
    public static func classNotUnique(_ name: String) -> Self {
        var error = Self(.classNotUnique, "there is not exactly one class \(name)")
        error.name = name
        return error
    }

    /// All pools together hold more addresses than a table can (2^31 - 1).
    public static let tooManyAddresses = Self(.tooManyAddresses, "the pools hold more than 2147483647 addresses")
}
