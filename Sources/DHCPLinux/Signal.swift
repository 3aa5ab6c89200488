internal import CDHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Wakes a thread that waits for it, and for sockets besides.
package final class Signal: Sendable {
    private let descriptor: Descriptor

    /// Makes one that is not set.
    package init() throws(SystemError) {
        descriptor = try Descriptor(cdhcp_signal_create(), from: "eventfd")
    }

    /// Wakes who waits, or will.
    package func set() { cdhcp_signal_set(descriptor.number) }

    /// Makes it as if it had not been set.
    package func clear() { cdhcp_signal_clear(descriptor.number) }

    /// Waits until it is set or there is something to read at one of some descriptors, for so long at most (for ever when
    /// negative).
    package func wait(with others: [Int32] = [], milliseconds: Int32) {
        var wanted = ([descriptor.number] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&wanted, nfds_t(wanted.count), milliseconds)
    }
}
