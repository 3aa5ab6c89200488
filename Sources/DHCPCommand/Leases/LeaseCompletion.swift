#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite

    extension CompletionKind {
        /// The addresses in the lease file that the command line names.
        static let leasedAddress = CompletionKind.custom { words, _, prefix in
            LeaseCompletion(words: words, prefix: prefix).addresses
        }
    }

    /// The leased addresses that a shell offers: those that begin as the word does, and not more than fit on a screen.
    ///
    /// Whatever is wrong offers none, as nobody has asked for anything yet.
    struct LeaseCompletion {
        let words: [String]
        let prefix: String

        /// More can not be chosen from by eye; the next character brings the others.
        private static let limit = 200

        private struct IsFull: Error {}

        var addresses: [String] {
            guard let range, let reader = try? SQLiteLeaseReader(path: path) else { return [] }
            var found: [String] = []
            try? reader.forEach(in: range) { lease in
                let address = lease.address.description
                guard address.hasPrefix(prefix) else { return }
                if found.count == Self.limit { throw IsFull() }
                found.append(address)
            }
            return found
        }

        /// The addresses whose whole numbers are those of the word, so that not all leases are read.
        private var range: IPv4Range? {
            let parts = prefix.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 4 else { return nil }
            let whole = parts.dropLast()
            func end(_ filling: String) -> IPv4Address? {
                IPv4Address(
                    (whole.map(String.init) + repeatElement(filling, count: 4 - whole.count)).joined(separator: "."))
            }
            guard let first = end("0"), let last = end("255") else { return nil }
            return IPv4Range(first, last)
        }

        private var path: String {
            let configuration = value(after: "--config").flatMap { try? ServerConfiguration.load($0).configuration }
            let storage = LeaseStorage(
                option: value(after: "--store"), settings: configuration?.store ?? .file(StoreSettings.defaultPath),
                file: value(after: "--config"))
            guard case .file(let path) = storage.settings else { return "" }
            return path
        }

        private func value(after option: String) -> String? {
            words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
    }
#endif
