#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What Prometheus shows of every process: processor time, memory, descriptors and when it began.
public enum ProcessSamples {
    /// The values now; what the system does not tell is left out.
    public static func now() -> [MetricSample] {
        var samples: [MetricSample] = []
        func add(_ name: String, _ kind: MetricSample.Kind, _ value: Double?) {
            if let value { samples.append(MetricSample(name, kind, value: value)) }
        }
        let fields = stat()
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        if ticks > 0, fields.count > 21 {
            if let user = Double(fields[11]), let system = Double(fields[12]) {
                add("process_cpu_seconds_total", .counter, (user + system) / ticks)
            }
            if let start = Double(fields[19]), let boot = bootTime() {
                add("process_start_time_seconds", .gauge, boot + start / ticks)
            }
            add("process_virtual_memory_bytes", .gauge, Double(fields[20]))
            add("process_resident_memory_bytes", .gauge, Double(fields[21]).map { $0 * Double(getpagesize()) })
        }
        add("process_open_fds", .gauge, descriptors().map(Double.init))
        add("process_max_fds", .gauge, descriptorLimit())
        return samples
    }

    /// The fields of `/proc/self/stat` behind the name of the program.
    private static func stat() -> [Substring] {
        let text = read("/proc/self/stat")
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
    }

    /// When the machine began, in seconds since 1970.
    private static func bootTime() -> Double? {
        let line = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    private static func descriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Itself and the two names of directories are not counted.
        return max(0, count - 3)
    }

    /// How many descriptors the process may have; `nil` for any number.
    private static func descriptorLimit() -> Double? {
        // "Max open files            1024                 524288               files"
        let line = read("/proc/self/limits").split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.split(separator: " ").dropFirst(3).first.flatMap { Double($0) }
    }

    private static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while octets.count < 1 << 20 {
            let count = piece.withUnsafeMutableBytes { systemRead(descriptor, $0) }
            if count <= 0 { break }
            octets += piece.prefix(count)
        }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// `read(2)`, whose name a function above hides.
private func systemRead(_ descriptor: Int32, _ octets: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, octets.baseAddress, octets.count)
}
