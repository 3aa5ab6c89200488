#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import Foundation

    /// `dhcp leases list` prints leases: as a running server knows them, else those of the file.
    struct LeasesList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the leases.",
            discussion: """
                A server that runs is asked, by its socket, which needs no right to read the file; without one the file is read. \
                Ends with 1 when there are none. On a terminal, times are said from now on, and columns are as wide as there is \
                room.

                Examples:
                  dhcp leases list --store leases.sqlite --address 10.0.1.0/24 --state bound
                  dhcp leases list --config dhcp.yaml --pool 10.0.1.10 --sort ends
                  dhcp leases list --config dhcp.yaml --text printer
                """)

        @OptionGroup var file: LeaseFileArgument
        @OptionGroup var filter: LeaseFilter

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only the pool of the configuration that has this address, or is this range.", valueName: "pool"))
        var pool: String?

        @Option(name: .long, help: "In which order: address, ends, host, hardware or state.")
        var sort = LeaseOrder.address

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func validate() throws {
            if pool != nil, file.config == nil {
                throw ValidationError("--pool means one of a configuration: name that with --config")
            }
            if pool != nil, filter.address != nil {
                throw ValidationError("--pool and --address both say which addresses; leave one out")
            }
        }

        func run() async throws {
            let place = try file.locate()
            let reader = try await place.leases(filter.parameters)
            let range = try pool.map { try self.range(of: $0, place.leases) } ?? filter.range
            let table = LeaseTableText(width: Terminal.width, isForPerson: Terminal.isShown)
            var count = 0
            var output = LeaseText()
            var leases: [Lease] = []
            let choice = filter.choice
            func show(_ lease: Lease) {
                if count == 0, !json { table.writeHeader(to: &output) }
                count += 1
                if json { LeaseJSON.write(lease, to: &output) } else { table.write(lease, to: &output) }
                output.write("\n")
                if output.octets.count > 1 << 16 {
                    StandardOutput.write(printed: output.octets)
                    output.clear()
                }
            }
            try await reader.forEach(in: range) { lease in
                guard choice.matches(lease) else { return }
                if sort == .address { show(lease) } else { leases.append(lease) }
            }
            sort.positions(of: leases).forEach { show(leases[$0]) }
            StandardOutput.write(printed: output.octets)
            if count == 0 { throw filter.nothing(in: reader.place, isFiltered: pool != nil) }
            StandardError.writeSummary("\(count) lease\(count == 1 ? "" : "s") of \(reader.place)")
        }

        /// The range of a pool that has an address, or is a range.
        private func range(of text: String, _ configuration: LeaseConfiguration?) throws -> IPv4Range {
            let pools = configuration?.subnets.flatMap(\.pools).map(\.range) ?? []
            let wanted = IPv4Address(text).flatMap { IPv4Range($0, $0) } ?? IPv4Range(text)
            if let wanted, let pool = pools.first(where: { $0.contains(wanted.first) && $0.contains(wanted.last) }) {
                return pool
            }
            let some = pools.prefix(5).map(\.description).joined(separator: ", ")
            throw CannotRun(description: "no pool of the configuration has \(text.printable); there are \(some)")
        }
    }
#endif
