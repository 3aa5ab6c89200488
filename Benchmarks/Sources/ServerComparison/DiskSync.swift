import Foundation

/// What the disk itself needs to make a write durable.
struct DiskSync {
    let p50, p99: Double

    /// A commit of a few hundred leases writes about so much.
    private static let octets = 32 * 1024
    private static let count = 1000

    /// Appends to a file in `directory`, and calls `fdatasync` after each piece.
    static func measure(in directory: URL) throws -> DiskSync {
        let file = directory.appending(path: "sync").path
        let descriptor = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Shell.Failure(description: "can not write \(file)") }
        defer {
            close(descriptor)
            unlink(file)
        }
        let piece = [UInt8](repeating: 0x5A, count: octets)
        var times: [Double] = []
        for _ in 0..<count {
            guard write(descriptor, piece, piece.count) == piece.count else {
                throw Shell.Failure(description: "can not write \(file)")
            }
            let start = ContinuousClock.now
            fdatasync(descriptor)
            times.append(start.duration(to: .now) / .seconds(1))
        }
        times.sort()
        return DiskSync(p50: times[count / 2], p99: times[count * 99 / 100])
    }
}
