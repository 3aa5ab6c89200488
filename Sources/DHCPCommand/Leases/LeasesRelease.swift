#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeases
    import DHCPSQLite

    /// `dhcp leases release` frees an address while no server runs.
    struct LeasesRelease: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "Free an address, as if its client had released it.",
            discussion: """
                Only while no server uses the file, since a server would not see the change. A client that still has the \
                address does not notice either, and keeps it until it renews.

                Example:
                  dhcp leases release --store leases.sqlite 10.0.1.10
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The address.", completion: .leasedAddress, transform: Self.address)
        var address: IPv4Address

        func run() async throws {
            // Read first: a file that is not there must not be made.
            let path = try file.path()
            guard let lease = try lease(path), lease.state != .released else {
                StandardError.write("dhcp: \(address) is not leased (in \(path))")
                throw ExitCode(.negative)
            }
            let store = try LeaseFileArgument.writer(path, to: "release \(address)")
            do {
                let time = try await StoredTime(of: store)
                let before = lease.shifted(by: -time.mark.secondsToTimeOfDay)
                var released = before
                released.state = .released
                released.end = time.now
                released.start = min(before.start, released.end)
                try await store.keep(time.mark)
                _ = try await store.commit(LeaseBatch([[LeaseChange(before: before, after: released)]]))
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            StandardOutput.write("\(address) is free in \(path); it was \(lease.state) to \(lease.client)")
        }

        private static func address(_ text: String) throws -> IPv4Address {
            guard let address = IPv4Address(text) else {
                throw ValidationError("an address such as 10.0.1.10 is needed, not \(text)")
            }
            return address
        }

        private func lease(_ path: String) throws -> Lease? {
            var found: Lease?
            try SQLiteLeaseReader(path: path).forEach(in: IPv4Range(address, address)) { found = $0 }
            return found
        }
    }
#endif
