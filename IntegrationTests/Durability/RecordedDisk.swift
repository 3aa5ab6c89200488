import DHCPTesting

/// What a disk may hold after the power failed.
///
/// What was synced is there. Of what was written later each write is there or not, and one of them in part, since a disk
/// writes sectors.
struct RecordedDisk {
    private(set) var database: [UInt8] = []
    /// The write-ahead log; `nil` when its removal has reached the disk.
    private(set) var log: [UInt8]?

    private static let sector = 512

    init(_ events: ArraySlice<SystemCallLog.Event>, path: String, using generator: inout SeededGenerator) {
        database = Self.file(path, events, &generator)
        let isRemoved = events.contains {
            if case .unlink(path + "-wal") = $0.call { return true }
            return false
        }
        if !isRemoved || Bool.random(using: &generator) { log = Self.file(path + "-wal", events, &generator) }
    }

    private static func file(
        _ path: String, _ events: ArraySlice<SystemCallLog.Event>, _ generator: inout SeededGenerator
    ) -> [UInt8] {
        let synced = events.last {
            if case .sync(path) = $0.call { return true }
            return false
        }
        var file: [UInt8] = []
        for event in events {
            let isSafe = event.end < synced?.begin ?? 0
            if !isSafe, Bool.random(using: &generator) { continue }
            switch event.call {
            case .write(path, let offset, let octets):
                let isTorn = !isSafe && Bool.random(using: &generator)
                let sectors = octets.count / sector
                let count = isTorn ? Int.random(in: 0...sectors, using: &generator) * sector : octets.count
                write(octets[..<min(count, octets.count)], at: offset, to: &file)
            case .truncate(path, let size):
                file = Array(file.prefix(size)) + Array(repeating: 0, count: max(size - file.count, 0))
            default: break
            }
        }
        return file
    }

    private static func write(_ octets: ArraySlice<UInt8>, at offset: Int, to file: inout [UInt8]) {
        let end = offset + octets.count
        if file.count < end { file += Array(repeating: 0, count: end - file.count) }
        file.replaceSubrange(offset..<end, with: octets)
    }
}
