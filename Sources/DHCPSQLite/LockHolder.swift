#if SQLite
    import Glibc

    /// A process that holds a lock.
    struct LockHolder {
        let process: pid_t
        /// Its program, as the kernel calls it; empty when that is not to be seen.
        let name: String

        init(_ process: pid_t) {
            self.process = process
            name = Self.line("/proc/\(process)/comm") ?? ""
        }

        /// Whoever has locked the whole of a file by `flock`.
        ///
        /// What a lock file says is believed only as far as the kernel says it too: the number may be of a process that
        /// ended long ago, or written by somebody else. `nil` when the kernel does not tell.
        static func ofFile(_ place: FilePlace) -> LockHolder? {
            guard let locks = text("/proc/locks") else { return nil }
            for line in locks.split(separator: "\n") {
                let words = line.split(separator: " ")
                // 1: FLOCK  ADVISORY  WRITE 4711 fe:01:1234 0 EOF
                guard words.count >= 6, words[1] == "FLOCK", words[5] == place.lockName, let process = pid_t(words[4]),
                    process > 0
                else { continue }
                return LockHolder(process)
            }
            return nil
        }

        private static func line(_ path: String) -> String? {
            text(path)?.split(separator: "\n").first.map { line in
                String(line.map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : "?" })
            }
        }

        /// The kernel's files are small; more than this is not read.
        private static let mostOctets = 1 << 20

        private static func text(_ path: String) -> String? {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var octets: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 14)
            while octets.count < mostOctets {
                let count = read(descriptor, &piece, piece.count)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { break }
                octets += piece[..<count]
            }
            return String(decoding: octets, as: UTF8.self)
        }
    }

    extension LockHolder: CustomStringConvertible {
        var description: String { name.isEmpty ? "process \(process)" : "process \(process) (\(name))" }
    }
#endif
