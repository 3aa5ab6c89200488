public import DHCP
import DHCPLeases

/// An address that somebody uses without a lease: a probe was answered.
public struct AddressInUse: Hashable, Sendable, Codable {
    /// The address, which rests now.
    public var address: IPv4Address
    /// The hardware address that answered; `nil` where an echo was answered, behind a relay.
    public var hardwareAddress: HardwareAddress?
    /// The interface at which it was heard; `nil` where an echo was answered.
    public var interface: String?
    /// The client that declined the address before; `nil` when it was probed before an OFFER.
    public var declinedBy: HardwareAddress?

    /// Makes a sighting.
    public init(
        address: IPv4Address, hardwareAddress: HardwareAddress?, interface: String?, declinedBy: HardwareAddress? = nil
    ) {
        self.address = address
        self.hardwareAddress = hardwareAddress
        self.interface = interface
        self.declinedBy = declinedBy
    }

    /// What a change and a probe's result say together.
    init(_ change: LeaseChange, _ result: ProbeResult) {
        let before = change.before
        self.init(
            address: result.address, hardwareAddress: result.outcome.hardwareAddress, interface: result.interface,
            declinedBy: before?.state == .declined ? before?.hardwareAddress : nil)
    }

    /// Who uses it and where, as in `02:66:00:00:00:01 at eth0`.
    package var place: String {
        let whom = hardwareAddress.map { "\($0)" } ?? "somebody who answers an echo"
        return whom + (interface.map { " at \($0)" } ?? "")
    }
}
