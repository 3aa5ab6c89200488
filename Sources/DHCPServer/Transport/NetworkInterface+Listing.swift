internal import DHCPLinux

extension NetworkInterface {
    /// How many interfaces are looked at: more than the 4,094 VLANs that one cable can carry, and not without limit.
    static let limit = 8192

    /// All interfaces of this host, in the kernel's order.
    ///
    /// Throws `DHCPTransportError` when the kernel does not tell.
    public static func all() throws(DHCPTransportError) -> [NetworkInterface] {
        do throws(SystemError) {
            return try SystemCalls.interfaces()
        } catch {
            throw DHCPTransportError(
                .system, cause: "can not list the network interfaces (\(error))", cure: "see why the kernel refuses it")
        }
    }
}
