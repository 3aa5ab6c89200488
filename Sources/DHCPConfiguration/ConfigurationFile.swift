#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of a configuration.
struct ConfigurationFile {
    let path: String

    /// The text without a byte order mark.
    ///
    /// Throws when it can not be read, is too large or is not UTF-8.
    func text() throws(ConfigurationErrors) -> String {
        var octets = try octets()[...]
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if octets.starts(with: mark) { octets = octets.dropFirst(mark.count) }
        guard let text = String(validating: octets, as: UTF8.self) else {
            let lines = octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let wrong = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw failure("not UTF-8; save the file in that encoding", line: wrong.map { $0 + 1 })
        }
        return text
    }

    private func octets() throws(ConfigurationErrors) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return octets }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(errno)
            }
            octets += chunk[..<count]
            if octets.count > ServerConfiguration.maximumFileSize {
                throw failure("larger than \(ServerConfiguration.maximumFileSize >> 20) MiB, which no configuration is")
            }
        }
    }

    private func unreadable(_ code: Int32) -> ConfigurationErrors {
        var errors = failure("can not be read: \(String(cString: strerror(code)))")
        errors.isUnreadable = true
        return errors
    }

    private func failure(_ message: String, line: Int? = nil) -> ConfigurationErrors {
        let position = line.map { ConfigurationDiagnostic.Position(line: $0, column: 1) }
        return ConfigurationErrors([
            ConfigurationDiagnostic(severity: .error, file: path, position: position, path: "", message: message)
        ])
    }
}
