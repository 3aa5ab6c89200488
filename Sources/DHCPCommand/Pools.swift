#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import Foundation

    /// `dhcp pools` tells how full the pools of a configuration are.
    struct Pools: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how full the pools are.",
            discussion: """
                Counts the leases of a configuration. Servers may use them meanwhile, and are not asked: what is \
                stored has every lease that they acknowledged, and not the addresses that they offer at the moment. Addresses that are \
                reserved, routers and the server's own are for nobody, so they are not counted among those that are free.

                Examples:
                  dhcp pools --config dhcp.yaml
                  dhcp pools --config dhcp.yaml --json | jq 'select(.free < 10)'
                """)

        @OptionGroup var file: LeaseFileArgument

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func validate() throws {
            if file.config == nil {
                throw ValidationError("name the configuration whose pools are meant, as in --config dhcp.yaml")
            }
        }

        func run() async throws {
            let place = try file.locate()
            guard let configuration = place.leases else { return }
            let engine: LeaseEngine
            do throws(LeaseConfigurationError) {
                engine = try LeaseEngine(configuration: configuration)
            } catch {
                throw CannotRun(description: "the configuration can not be served: \(error)")
            }
            var counts = PoolCounts(engine.pools, in: configuration)
            let now = UInt32(clamping: Int(Date().timeIntervalSince1970))
            try await place.reader().forEach(in: nil) { counts.count($0, at: now) }
            if json {
                for pool in counts.pools { StandardOutput.writeJSON(pool.json) }
            } else {
                PoolTable(counts.pools, width: Terminal.width).lines.forEach { StandardOutput.write($0) }
            }
        }
    }

    /// A pool and what became of its addresses.
    struct PoolCount {
        let subnet: IPv4Prefix
        let sharedNetwork: String?
        let range: IPv4Range
        /// Addresses that clients without a reservation can get.
        let capacity: Int
        var bound = 0
        var declined = 0
        /// Addresses of ended leases, which their clients get again as long as nobody else needs them.
        var ended = 0

        /// Addresses that the next new client may get.
        var free: Int { max(capacity - bound - declined, 0) }

        /// In use, in thousandths of what can be.
        var permille: Int { capacity == 0 ? 0 : min((bound + declined) * 1000 / capacity, 1000) }

        var json: String {
            let network = sharedNetwork.map { "\"shared-network\":\(Self.string($0))," } ?? ""
            return "{\"subnet\":\"\(subnet)\",\(network)\"pool\":\"\(range)\",\"addresses\":\(range.count),"
                + "\"capacity\":\(capacity),\"bound\":\(bound),\"declined\":\(declined),\"ended\":\(ended),"
                + "\"free\":\(free)}"
        }

        private static func string(_ text: String) -> String {
            (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
        }
    }

    /// Counts leases by pool.
    struct PoolCounts {
        /// In the order of their addresses.
        private(set) var pools: [PoolCount]

        init(_ usages: [PoolUsage], in configuration: LeaseConfiguration) {
            let subnets = configuration.subnets.sorted { $0.prefix.address < $1.prefix.address }
            pools = usages.compactMap { usage in
                let subnet = subnets.last { $0.prefix.address <= usage.range.first }
                return subnet.map {
                    PoolCount(
                        subnet: $0.prefix, sharedNetwork: $0.sharedNetwork, range: usage.range, capacity: usage.capacity
                    )
                }
            }
        }

        mutating func count(_ lease: Lease, at now: UInt32) {
            var (low, high) = (0, pools.count)
            while low < high {
                let middle = (low + high) / 2
                if pools[middle].range.first <= lease.address { low = middle + 1 } else { high = middle }
            }
            guard low > 0, pools[low - 1].range.contains(lease.address) else { return }
            switch lease.state {
            case .bound where lease.end > now: pools[low - 1].bound += 1
            case .declined where lease.end > now: pools[low - 1].declined += 1
            case .bound, .declined, .released, .expired: pools[low - 1].ended += 1
            }
        }
    }

    /// Pools as a table with bars.
    struct PoolTable {
        let pools: [PoolCount]
        let width: Int

        init(_ pools: [PoolCount], width: Int) {
            self.pools = pools
            self.width = width
        }

        var lines: [String] {
            let rows = pools.map { pool in
                [
                    "\(pool.subnet)", "\(pool.range)", "\(pool.capacity)", "\(pool.bound)", "\(pool.declined)",
                    "\(pool.free)", "\(pool.permille / 10)%",
                ]
            }
            let header = ["SUBNET", "POOL", "SIZE", "BOUND", "DECLINED", "FREE", "USED"]
            let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
            let used = widths.reduce(0) { $0 + $1 + 2 }
            let room = min(max(width - used, 0), 40)
            let lines = zip(rows, pools).map { row, pool in
                Self.line(row, widths) + (room >= 8 ? "  " + Self.bar(pool.permille, room - 2) : "")
            }
            return [Self.line(header, widths)] + lines
        }

        private static func line(_ words: [String], _ widths: [Int]) -> String {
            zip(words, widths).enumerated().map { column, pair in
                let gap = String(repeating: " ", count: max(pair.1 - pair.0.count, 0))
                return column < 2 ? pair.0 + gap : gap + pair.0
            }.joined(separator: "  ")
        }

        private static func bar(_ permille: Int, _ room: Int) -> String {
            let full = permille == 0 ? 0 : max(permille * room / 1000, 1)
            return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: room - full) + "]"
        }
    }

    /// What standard output looks like.
    enum Terminal {
        /// Whether a person looks at it.
        static var isShown: Bool { isatty(STDOUT_FILENO) == 1 }

        /// How many columns it has; 100 where it is no terminal.
        static var width: Int {
            var size = winsize()
            guard isShown, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
            else { return 100 }
            return Int(size.ws_col)
        }
    }
#endif
