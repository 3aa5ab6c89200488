/// In which state a client sends a REQUEST (RFC 2131 section 4.3.2 and table 4).
///
/// ```
/// ---------------------------------------------------------------------
/// |              |INIT-REBOOT  |SELECTING    |RENEWING     |REBINDING |
/// ---------------------------------------------------------------------
/// |broad/unicast |broadcast    |broadcast    |unicast      |broadcast |
/// |server-ip     |MUST NOT     |MUST         |MUST NOT     |MUST NOT  |
/// |requested-ip  |MUST         |MUST         |MUST NOT     |MUST NOT  |
/// |ciaddr        |zero         |zero         |IP address   |IP address|
/// ---------------------------------------------------------------------
/// ```
public enum RequestKind: Hashable, Sendable, CaseIterable {
    /// The client takes the offer of the server it names.
    case selecting
    /// The client remembers an address and asks whether it may still use it.
    case initReboot
    /// The client asks the server that gave the address for more time.
    case renewing
    /// The client asks any server for more time.
    case rebinding

    /// Tells the state from what the message holds and how it came; `nil` when it names no address at all.
    ///
    /// Some clients name the server when they renew, which they must not; with `ciaddr` and without a requested
    /// address such a message is still a renewal. A message that came through a relay was broadcast.
    public init?(_ message: borrowing DHCPMessage, origin: borrowing DHCPOrigin) {
        let namesAddress = message.options.contains(.requestedAddress)
        if !message.ciaddr.isAny && !(namesAddress && message.options.contains(.serverIdentifier)) {
            self = message.giaddr.isAny && origin.isUnicast ? .renewing : .rebinding
        } else if message.options.contains(.serverIdentifier) {
            self = .selecting
        } else if namesAddress {
            self = .initReboot
        } else {
            return nil
        }
    }
}
