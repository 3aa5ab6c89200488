#if SQLite
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import Foundation

    /// Leases as a table for people.
    struct LeaseTableText {
        private let widths: [Int]
        private let room: Int
        private let now: UInt32?

        /// For a person times are said from now on, and lines end where the terminal does.
        init(width: Int, isForPerson: Bool) {
            now = isForPerson ? UInt32(clamping: Int(Date().timeIntervalSince1970)) : nil
            widths = [15, 8, 17, isForPerson ? 10 : 20, 20]
            room = isForPerson ? width : .max
        }

        var header: String { line(["ADDRESS", "STATE", "HARDWARE", "ENDS", "HOST", "CLIENT"]) }

        func line(_ lease: Lease) -> String {
            line([
                lease.address.description, lease.state.description, lease.hardwareAddress.description, end(of: lease),
                lease.hostName?.printable ?? "-", lease.client.description,
            ])
        }

        private func end(of lease: Lease) -> String {
            guard let now else { return LeaseFields.end(of: lease) }
            return RelativeTime.text(of: lease.end, at: now)
        }

        private func line(_ words: [String]) -> String {
            var text = ""
            // One piece of memory for what nearly all lines have.
            text.reserveCapacity(160)
            for (index, word) in words.enumerated() {
                text += word
                guard index < widths.count else { break }
                for _ in 0..<max(0, widths[index] - word.utf8.count) + 2 { text += " " }
            }
            return text.utf8.count > room ? String(text.prefix(room)) : text
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
