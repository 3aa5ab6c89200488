#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeases
    import DHCPProgram
    import Foundation

    #if Admin
        import DHCPAdmin
    #endif

    /// `dhcp leases release` frees an address: of a file while no server uses it, of a shared store at any time.
    struct LeasesRelease: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "Free an address, as if its client had released it.",
            discussion: """
                A server that runs is asked, by its socket; without one the lease file is changed. Servers that share their \
                leases may run, and see it at once. A client that still has the address does not notice either, and keeps it \
                until it renews.

                Example:
                  dhcp leases release --store leases.sqlite 10.0.1.10
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The address.", completion: .leasedAddress, transform: Self.address)
        var address: IPv4Address

        func run() async throws {
            let place = try file.locate()
            if try await isReleasedByServer(place) { return }
            // Read first: a file that is not there must not be made.
            guard let lease = try await lease(place) else { throw notLeased(place) }
            let store = try await place.writer(to: "release \(address)")
            let outcome: LeaseFreeing.Outcome
            do {
                outcome = try await LeaseFreeing.free(
                    address, in: store, at: StoredTime(of: store), network: place.network())
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            switch outcome {
            case .freed:
                StandardOutput.write("\(address) is free in \(place.words); it was \(lease.state) to \(lease.client)")
            case .vacant: throw notLeased(place)
            case .forestalled:
                throw CannotRun(description: "servers change the lease of \(address) all the time: repeat this")
            case .unknown:
                throw CannotRun(description: "nobody knows whether \(address) was freed: repeat this")
            }
        }

        /// Asks the server of the leases, when one runs that takes questions; gives false without one.
        private func isReleasedByServer(_ place: LeasePlace) async throws -> Bool {
            #if Admin
                guard let client = await place.runningServer() else { return false }
                let before = try await client.ask("GET", "/api/v1/leases/\(address)")
                _ = try await client.ask("DELETE", "/api/v1/leases/\(address)")
                let lease = LeaseWords(before.body)
                StandardOutput.write("\(address) is free at the server; it was \(lease.state) to \(lease.client)")
                return true
            #else
                return false
            #endif
        }

        /// What a server says of a lease.
        private struct LeaseWords: Decodable {
            var state = "leased"
            var client = "a client"

            init(_ body: [UInt8]) {
                if let words = try? JSONDecoder().decode(Self.self, from: Data(body)) { self = words }
            }
        }

        private func notLeased(_ place: LeasePlace) -> ExitCode {
            StandardError.write("dhcp: \(address) is not leased (in \(place.words))")
            return ExitCode(.negative)
        }

        private static func address(_ text: String) throws -> IPv4Address {
            guard let address = IPv4Address(text) else {
                throw ValidationError("an address such as 10.0.1.10 is needed, not \(text)")
            }
            return address
        }

        private func lease(_ place: LeasePlace) async throws -> Lease? {
            var found: Lease?
            try await place.reader().forEach(in: IPv4Range(address, address)) { found = $0 }
            return found.flatMap { $0.state == .bound || $0.state == .declined ? $0 : nil }
        }
    }
#endif
