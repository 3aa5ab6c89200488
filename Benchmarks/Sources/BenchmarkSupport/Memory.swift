import Glibc

/// What this process takes of the machine's memory.
public enum Memory {
    /// The memory of this process, in octets; 0 where the system does not tell.
    public static func residentOctets() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var total = 0
        var resident = 0
        return withUnsafeMutablePointer(to: &total) { total in
            withUnsafeMutablePointer(to: &resident) { resident in
                withVaList([total, resident]) { vfscanf(file, "%ld %ld", $0) == 2 ? resident.pointee * 4096 : 0 }
            }
        }
    }
}
