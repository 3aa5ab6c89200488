import Foundation

/// Reads files that a configuration names, such as keys, which have to fit into the memory.
enum SmallFile {
    /// More than a bundle of all authorities of the world has.
    private static let maximumSize = 4 << 20

    /// The octets of the file that `key` names.
    ///
    /// Throws ``CompleteServerError`` with `code` when it can not be read.
    static func octets(_ path: String, _ key: String, _ code: CompleteServerError.Code) throws -> [UInt8] {
        func failure(_ reason: String) -> CompleteServerError {
            CompleteServerError(code, "\(key): \(path) \(reason)")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure("can not be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return octets }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("can not be read: \(String(cString: strerror(errno)))")
            }
            octets += piece[..<count]
            if octets.count > maximumSize { throw failure("is larger than \(maximumSize >> 20) MiB") }
        }
    }
}
