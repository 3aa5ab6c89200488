extension DHCPOptionCode {
    @inlinable public static var subnetMask: Self { 1 }
    @inlinable public static var requestedAddress: Self { 50 }
    @inlinable public static var leaseTime: Self { 51 }
    @inlinable public static var serverIdentifier: Self { 54 }
    @inlinable public static var parameterRequestList: Self { 55 }
    @inlinable public static var message: Self { 56 }
    @inlinable public static var maximumMessageSize: Self { 57 }
    @inlinable public static var renewalTime: Self { 58 }
    @inlinable public static var rebindingTime: Self { 59 }
    @inlinable public static var vendorClassIdentifier: Self { 60 }
    @inlinable public static var clientIdentifier: Self { 61 }
    @inlinable public static var subnetSelection: Self { 118 }
}
extension DHCPOptionKey where Value == IPv4Address {
    public static var subnetMask: Self { .init(.subnetMask) }
    public static var requestedAddress: Self { .init(.requestedAddress) }
    public static var serverIdentifier: Self { .init(.serverIdentifier) }
    public static var subnetSelection: Self { .init(.subnetSelection) }
}
extension DHCPOptionKey where Value == UInt32 {
    public static var leaseTime: Self { .init(.leaseTime) }
    public static var renewalTime: Self { .init(.renewalTime) }
    public static var rebindingTime: Self { .init(.rebindingTime) }
}
extension DHCPOptionKey where Value == String {
    public static var message: Self { .init(.message) }
}
