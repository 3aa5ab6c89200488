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
        // A clock can be set to any year; one from before 1970 or after 2262 shows the nearest instant there is.
        return DHCPInstant(seconds: Int64(time.tv_sec)).advanced(by: .nanoseconds(Int64(time.tv_nsec)))
    }
}
