/// The clients of one run: locally administered Ethernet addresses, another set for each `tag`.
///
/// ```
/// 02 : tag : tag : number : number : number
/// ```
package struct LoadClients: Sendable {
    /// Tells the clients of this run from those of others.
    package var tag: UInt16

    /// More clients than this have no addresses of their own: the number has 24 bits.
    package static let limit = 1 << 24

    /// Makes the clients of a run.
    package init(tag: UInt16) {
        self.tag = tag
    }

    /// The hardware address of a client as the upper 48 bits of a number, as it stands in `chaddr`.
    package func chaddr(of number: Int) -> UInt64 {
        let address = 0x02 << 40 | UInt64(tag) << 24 | UInt64(truncatingIfNeeded: number) & 0xFF_FFFF
        return address << 16
    }
}
