import DHCP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The machine's idea of the time of day.
enum WallClock {
    static var now: DHCPInstant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return DHCPInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
