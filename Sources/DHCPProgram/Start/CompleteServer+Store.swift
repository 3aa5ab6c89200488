public import DHCPLeases

extension CompleteServer {
    /// Where a server keeps its leases.
    public enum Store: Sendable {
        /// Where the configuration says: a file of `DHCPSQLite`, or memory.
        ///
        /// A relative path counts from `$STATE_DIRECTORY`, else from `/var/lib/dhcp-server` for a configuration in `/etc`, else
        /// from the configuration's own directory.
        case configured
        /// In this file; a relative path counts from the working directory.
        case file(String)
        /// In a store of the program's own, which the server closes when it ends.
        case own(any LeaseStore)
    }
}
