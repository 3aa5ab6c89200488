#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Programs of the system that are asked for something.
package enum SystemProgram {
    /// What a program prints; `nil` when it fails, prints more octets than `limit`, or takes longer than that.
    ///
    /// Blocks the thread. The program reads nothing, and what it says of errors is lost.
    package static func output(of path: String, _ arguments: [String], limit: Int, milliseconds: Int32) -> [UInt8]? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, let reader = try? Descriptor(ends[0], from: "pipe") else { return nil }
        // Neither end is for another program that is started meanwhile.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = start(path, arguments, output: ends[1])
        _ = close(ends[1])
        guard let child else { return nil }
        let octets = read(reader, limit: limit, milliseconds: milliseconds)
        if octets == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status == 0 ? octets : nil
    }

    private static func start(_ path: String, _ arguments: [String], output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        return posix_spawn(&child, path, &actions, nil, words, environ) == 0 ? child : nil
    }

    private static func read(_ reader: Descriptor, limit: Int, milliseconds: Int32) -> [UInt8]? {
        let end = ContinuousClock.now + .milliseconds(Int(milliseconds))
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let left = ContinuousClock.now.duration(to: end), left > .zero {
            let wait = Int32(clamping: Int(left / .milliseconds(1)) + 1)
            guard reader.waitUntilReadable(milliseconds: wait) else { continue }
            let count = chunk.withUnsafeMutableBytes { systemRead(reader.number, $0) }
            if count == 0 { return octets }
            if count > 0 { octets += chunk[..<count] } else if errno != EINTR { return nil }
            if octets.count > limit { return nil }
        }
        return nil
    }
}

private func systemRead(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(number, buffer.baseAddress, buffer.count)
}
