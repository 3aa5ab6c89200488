import Foundation

/// What the disk itself needs to make writes durable.
struct DiskSync {
    let p50, p99: Double
    /// How much each write had, and how many there were in a second.
    let octets: Int
    let perSecond: Double

    var text: String {
        String(
            format: "fdatasync of the same disk after %d octets, %.0f times a second: p50 %.2f ms, p99 %.2f ms.",
            octets,
            perSecond, p50 * 1000, p99 * 1000)
    }

    /// Appends to a file in `directory` at this pace, and calls `fdatasync` after each piece.
    static func measure(in directory: URL, octets: Int, perSecond: Double, seconds: Double) throws -> DiskSync {
        let file = directory.appending(path: "sync").path
        let descriptor = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Shell.Failure(description: "can not write \(file)") }
        defer {
            close(descriptor)
            unlink(file)
        }
        let piece = [UInt8](repeating: 0x5A, count: octets)
        var times: [Double] = []
        let begin = ContinuousClock.now
        while times.count < Int(perSecond * seconds) {
            // A disk that is late is not asked for more than it does.
            let due = begin.advanced(by: .seconds(Double(times.count) / perSecond))
            let pause = ContinuousClock.now.duration(to: due) / .microseconds(1)
            if pause > 0 { usleep(UInt32(pause)) }
            guard write(descriptor, piece, piece.count) == piece.count else {
                throw Shell.Failure(description: "can not write \(file)")
            }
            let start = ContinuousClock.now
            fdatasync(descriptor)
            times.append(start.duration(to: .now) / .seconds(1))
            if begin.duration(to: .now) / .seconds(1) > 2 * seconds { break }
        }
        times.sort()
        return DiskSync(
            p50: times[times.count / 2], p99: times[times.count * 99 / 100], octets: octets, perSecond: perSecond)
    }
}
