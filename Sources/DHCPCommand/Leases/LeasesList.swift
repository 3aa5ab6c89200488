#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPSQLite
    import DHCPLeases
    import Foundation

    /// `dhcp leases list` prints leases; a server may use the file meanwhile.
    struct LeasesList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the leases.",
            discussion: """
                A server may use the file meanwhile. Ends with 1 when there are none. On a terminal, times are said from now \
                on, and columns are as wide as there is room.

                Examples:
                  dhcp leases list --store leases.sqlite --address 10.0.1.0/24 --state bound
                  dhcp leases list --config dhcp.yaml --pool 10.0.1.10 --sort ends
                """)

        @OptionGroup var file: LeaseFileArgument
        @OptionGroup var filter: LeaseFilter

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only the pool of the configuration that has this address, or is this range.", valueName: "pool"))
        var pool: String?

        /// What leases can be put in order by.
        enum Order: String, ExpressibleByArgument, CaseIterable {
            case address
            case ends
            case host
            case hardware
            case state
        }

        @Option(name: .long, help: "In which order: address, ends, host, hardware or state.")
        var sort = Order.address

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
            let place = try file.place()
            let reader = try SQLiteLeaseReader(path: place.path)
            let range = try pool.map { try self.range(of: $0, place.leases) } ?? filter.range
            let table = LeaseTableText(width: Terminal.width, isForPerson: Terminal.isShown)
            var count = 0
            var output = LineBuffer(isJSON: json)
            var leases: [Lease] = []
            let choice = filter.choice
            func show(_ lease: Lease) {
                if count == 0, !json { output.write(table.header) }
                count += 1
                output.write(json ? LeaseJSON.line(lease) : table.line(lease))
            }
            try reader.forEach(in: range) { lease in
                guard choice.matches(lease) else { return }
                if sort == .address { show(lease) } else { leases.append(lease) }
            }
            Self.sorted(leases, by: sort).forEach(show)
            output.flush()
            if count == 0 { throw filter.nothing(in: reader.path, isFiltered: pool != nil) }
            StandardError.writeSummary("\(count) lease\(count == 1 ? "" : "s") of \(reader.path)")
        }

        private static func sorted(_ leases: [Lease], by order: Order) -> [Lease] {
            func sort<Key: Comparable>(_ key: (Lease) -> Key) -> [Lease] {
                leases.map { (key: key($0), lease: $0) }
                    .sorted { ($0.key, $0.lease.address) < ($1.key, $1.lease.address) }.map(\.lease)
            }
            switch order {
            case .address: return leases
            case .ends: return sort(\.end)
            case .host: return sort { $0.hostName?.lowercased() ?? "\u{10FFFF}" }
            case .hardware: return sort(\.hardwareAddress.description)
            case .state: return sort(\.state.description)
            }
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

    /// Lines for standard output, many of which are written at once.
    struct LineBuffer {
        let isJSON: Bool
        private var text = ""

        init(isJSON: Bool) {
            self.isJSON = isJSON
        }

        mutating func write(_ line: String) {
            text += line
            text += "\n"
            if text.utf8.count > 1 << 16 { flush() }
        }

        mutating func flush() {
            if text.isEmpty { return }
            if isJSON {
                StandardOutput.writeJSON(text, terminator: "")
            } else {
                StandardOutput.write(text, terminator: "")
            }
            text.removeAll(keepingCapacity: true)
        }
    }
#endif
