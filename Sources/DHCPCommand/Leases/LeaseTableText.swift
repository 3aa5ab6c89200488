#if SQLite
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import Foundation

    /// Leases as a table for people.
    struct LeaseTableText {
        /// How wide each column is, with the two blanks behind it at least.
        private let widths: [Int]
        private let room: Int
        private let now: UInt32?

        /// For a person times are said from now on, and lines end where the terminal does.
        init(width: Int, isForPerson: Bool) {
            now = isForPerson ? UInt32(clamping: Int(Date().timeIntervalSince1970)) : nil
            widths = [17, 10, 19, isForPerson ? 12 : 22, 22]
            room = isForPerson ? width : .max
        }

        func writeHeader(to text: inout LeaseText) {
            let start = text.octets.count
            for (index, word) in ["ADDRESS", "STATE", "HARDWARE", "ENDS", "HOST", "CLIENT"].enumerated() {
                let place = text.octets.count
                text.write(word)
                if index < widths.count { text.pad(from: place, to: widths[index]) }
            }
            text.cut(from: start, to: room)
            text.write("\n")
        }

        /// Writes the line of a lease without its end; all of it prints.
        func write(_ lease: Lease, to text: inout LeaseText) {
            let start = text.octets.count
            var (column, place) = (0, start)
            func end() {
                text.write("  ")
                text.pad(from: place, to: widths[column])
                (column, place) = (column + 1, text.octets.count)
            }
            text.write(lease.address)
            end()
            text.write(lease.state.description)
            end()
            text.write(lease.hardwareAddress)
            end()
            if let now { text.write(RelativeTime.text(of: lease.end, at: now)) } else { text.writeTime(lease.end) }
            end()
            text.writeHostName(of: lease, instead: "-")
            end()
            text.write(lease.client)
            text.cut(from: start, to: room)
        }
    }

    /// Times from now on: `in 2h`, `3d ago`.
    enum RelativeTime {
        static func text(of time: UInt32, at now: UInt32) -> String {
            if time == LeaseTimes.infinite { return "never" }
            let isAhead = time >= now
            let seconds = isAhead ? time - now : now - time
            let units: [(UInt32, String)] = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")]
            let unit = units.first { seconds >= $0.0 * 2 } ?? (1, "s")
            let text = "\(seconds / unit.0)\(unit.1)"
            return isAhead ? "in \(text)" : "\(text) ago"
        }
    }
#endif
