#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Logging

    /// A lease file in a directory of its own, which goes with it.
    final class StoreFile: Sendable {
        let directory: String
        var path: String { directory + "/leases.sqlite" }

        init() throws {
            let url = FileManager.default.temporaryDirectory.appending(path: "dhcp-store-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            directory = url.resolvingSymlinksInPath().path
        }

        deinit {
            try? FileManager.default.removeItem(atPath: directory)
        }

        func open() throws -> SQLiteLeaseStore {
            try SQLiteLeaseStore(path: path, logger: .silent)
        }

        func octets(_ suffix: String = "") throws -> Data {
            try Data(contentsOf: URL(filePath: path + suffix))
        }

        func write(_ octets: Data) throws {
            try octets.write(to: URL(filePath: path))
        }

        /// Changes the file as a person with a database shell would.
        func execute(_ statements: String) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])", path,
                statements,
            ]
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { throw CocoaError(.fileWriteUnknown) }
        }

        func remove(_ suffix: String = "") throws {
            try FileManager.default.removeItem(atPath: path + suffix)
        }

        func size(_ suffix: String = "") throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
            return (attributes[.size] as? NSNumber)?.intValue ?? 0
        }

        /// A lease, another for each number.
        static func lease(_ number: Int, end: UInt32 = 1_767_229_200) -> Lease {
            let octets = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * (3 - $0))) }
            let hardware = HardwareAddress(2, 0, octets[0], octets[1], octets[2], octets[3])
            return Lease(
                address: IPv4Address(bitPattern: 0x0A00_0000 + UInt32(number)), client: ClientIdentity(hardware),
                hardwareAddress: hardware, state: .bound, start: 1_767_225_600, end: end)
        }
    }

    extension SQLiteLeaseStore {
        /// Commits one lease.
        func keep(_ lease: Lease) async throws {
            _ = try await commit(LeaseBatch([[LeaseChange(before: nil, after: lease)]]))
        }
    }

    extension Logger {
        static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
    }
#endif
