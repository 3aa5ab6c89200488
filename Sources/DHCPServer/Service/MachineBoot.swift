internal import CDHCPLinux
public import DHCP
internal import DHCPLinux

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Which boot of the machine this is, and when it was: what tells the time across a restart of the process.
public struct MachineBoot: Hashable, Sendable {
    /// Tells this boot from all others: the kernel's `boot_id`, in hexadecimal digits.
    public var identifier: String
    /// When it was, on the scale of ``DHCPClock/now``; may be before 1970.
    public var start: DHCPInstant

    /// Makes a boot.
    public init(identifier: String, start: DHCPInstant) {
        self.identifier = identifier
        self.start = start
    }

    /// The boot of this machine; `nil` when the kernel does not name it.
    static func current(start: DHCPInstant) -> MachineBoot? {
        identifierOfThisBoot.map { MachineBoot(identifier: $0, start: start) }
    }

    /// The time since the boot, times of suspension counted.
    static var age: Duration? {
        let nanoseconds = cdhcp_since_boot()
        return nanoseconds >= 0 ? .nanoseconds(nanoseconds) : nil
    }

    /// Read once: a process sees one boot, and may not be allowed to look any more later.
    private static let identifierOfThisBoot: String? =
        // Where `/proc` shows processes alone, systemd can hand the identifier on (`Environment=DHCP_BOOT_ID=%b`).
        identifier(in: SystemFile.text("/proc/sys/kernel/random/boot_id", limit: 64))
        ?? getenv("DHCP_BOOT_ID").flatMap { identifier(in: String(cString: $0)) }

    /// The 32 digits of an identifier with or without dashes.
    static func identifier(in text: String?) -> String? {
        let digits = text?.filter(\.isHexDigit).lowercased()
        return digits?.utf8.count == 32 ? digits : nil
    }
}
