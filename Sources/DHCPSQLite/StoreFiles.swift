#if SQLite
    import Glibc

    /// Tells the files of a store from others by what stands in them, for whoever is about to give them away.
    ///
    /// It looks at what is open, and so at nothing that others could put in its place meanwhile.
    package enum StoreFiles {
        /// Throws ``LeaseStoreError`` unless a file is one of leases, or nothing stands in it.
        ///
        /// `log` is its log, when there is one, and `path` what the file is called.
        package static func check(_ file: Int32, log: Int32?, path: String) throws(LeaseStoreError) {
            switch StoreContent(file, log: log) {
            case .empty, .database(isOfLeases: true): return
            case .unknown, .database, .damagedLeases, .foreign:
                try StoreContent.refuseForeign(path)
                throw LeaseStoreError(.corrupt, path)
            }
        }

        /// Whether an open file is one of a store's, of which the name ends so: `-wal`, `-lock`.
        package static func recognize(_ suffix: String, _ file: Int32) -> Bool {
            var octets = [UInt8](repeating: 0, count: 72)
            let count = pread(file, &octets, octets.count, 0)
            guard count > 0 else { return count == 0 }
            switch suffix {
            // Zeros are what a power cut may leave of it.
            case "-wal": return octets.starts(with: [0x37, 0x7F, 0x06]) || octets.starts(with: [0, 0, 0, 0])
            case "-shm": return isIndex(octets)
            case "-lock": return StoreLock.isOurs(file)
            default:
                if case .database(isOfLeases: true) = StoreContent(file, log: nil) { return true }
                // The lease file was checked with its log.
                return suffix.isEmpty
            }
        }

        /// Whether it begins with the version of a log's index, in this machine's order, or with nothing.
        private static func isIndex(_ octets: [UInt8]) -> Bool {
            let version = octets.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
            return version == 3_007_000 || version == 0
        }

        /// Throws ``LeaseStoreError`` when a file that was checked has something that is not of leases; what is damaged is
        /// found later.
        ///
        /// It reads the file as a database, and starts threads.
        package static func checkTables(_ file: Int32, path: String) throws(LeaseStoreError) {
            do {
                try LeaseSchema.check(file, path: path)
            } catch let error as LeaseStoreError where error.code == .notLeases || error.code == .newer {
                throw error
            } catch {
                return
            }
        }
    }
#endif
