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

    /// The files that a pattern of the shell names, in the order of their names.
    static func paths(matching pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let names = found.gl_pathv else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { names[$0].map { String(cString: $0) } }
    }

    private func octets() throws(ConfigurationErrors) -> [UInt8] {
        // A pipe that nobody writes to would keep `open` and `read` for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        var isRegular = false
        var status = stat()
        if fstat(descriptor, &status) == 0 { isRegular = status.st_mode & S_IFMT == S_IFREG }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if !isRegular { try waitForInput(descriptor, until: deadline) }
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return octets }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN && !isRegular { continue }
                throw unreadable(errno)
            }
            octets += chunk[..<count]
            if octets.count > ServerConfiguration.maximumFileSize {
                throw failure("larger than \(ServerConfiguration.maximumFileSize >> 20) MiB, which no configuration is")
            }
        }
    }

    /// How long a pipe or a device may take in all: `dhcp check <(make-it)` works, and a reload with a pipe that nobody
    /// writes to keeps the server's other duties waiting no longer than this.
    private static let patience = Duration.seconds(2)

    private func waitForInput(
        _ descriptor: Int32, until deadline: ContinuousClock.Instant
    ) throws(ConfigurationErrors) {
        let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if left < 1 || poll(&wanted, 1, Int32(left)) == 0 {
            var errors = failure(
                "a pipe or device, of which nothing more came within \(Self.patience.components.seconds) seconds; "
                    + "name a file")
            errors.isUnreadable = true
            throw errors
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
            ConfigurationDiagnostic(
                severity: .error, file: path.isEmpty ? "\"\"" : path, position: position, path: "",
                message: message)
        ])
    }
}
