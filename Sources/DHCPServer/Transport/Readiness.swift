internal import CDHCPLinux
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Waits until one of several sockets is readable, or until it is woken.
final class Readiness: Sendable {
    private let queue: Descriptor
    private let signal: Descriptor

    init() throws(SystemError) {
        queue = try Descriptor(cdhcp_poll_create(), from: "epoll_create1")
        signal = try Descriptor(cdhcp_signal_create(), from: "eventfd")
        try add(signal)
    }

    /// Waits for this socket too.
    func add(_ socket: Descriptor) throws(SystemError) {
        if cdhcp_poll_add(queue.number, socket.number) < 0 { throw SystemError("epoll_ctl") }
    }

    /// Waits for it no more.
    func remove(_ socket: Descriptor) {
        _ = cdhcp_poll_remove(queue.number, socket.number)
    }

    /// Ends a wait, the one there is or the next.
    func wake() {
        cdhcp_signal_set(signal.number)
    }

    /// Waits, and calls `body` with the number of each socket that is readable.
    func wait(_ body: (Int32) -> Void) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Int(CDHCP_POLL_CAPACITY)) { ready in
            let count = cdhcp_poll_wait(queue.number, ready.baseAddress, Int32(ready.count))
            for number in ready.prefix(max(Int(count), 0)) {
                if number == signal.number { cdhcp_signal_clear(number) } else { body(number) }
            }
        }
    }

    /// Lets the thread rest for a moment.
    static func pause(milliseconds: Int32) {
        _ = poll(nil, 0, milliseconds)
    }
}
