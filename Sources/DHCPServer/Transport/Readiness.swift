internal import CDHCPLinux
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Lets threads wait until one of several sockets is readable.
///
/// Of each socket one thread is told, and no other before that one says that it is done with it.
final class Readiness: Sendable {
    private let queue: Descriptor
    /// Readable once all is over.
    private let end: Descriptor

    init() throws(SystemError) {
        queue = try Descriptor(cdhcp_poll_create(), from: "epoll_create1")
        end = try Descriptor(cdhcp_signal_create(), from: "eventfd")
        if cdhcp_poll_add(queue.number, end.number) < 0 { throw SystemError("epoll_ctl") }
    }

    /// Waits for this socket too.
    func add(_ socket: Descriptor) throws(SystemError) {
        if cdhcp_poll_add_once(queue.number, socket.number) < 0 { throw SystemError("epoll_ctl") }
    }

    /// Waits for it no more.
    func remove(_ socket: Descriptor) {
        _ = cdhcp_poll_remove(queue.number, socket.number)
    }

    /// Waits again for a socket that was readable, by its number; whichever thread is told of it then.
    func waitAgain(_ number: Int32) {
        cdhcp_poll_again(queue.number, number)
    }

    /// Ends all waits, those there are and those to come.
    func finish() {
        cdhcp_signal_set(end.number)
    }

    /// Waits, and returns the numbers of the sockets that are readable; `nil` when all is over.
    func wait() -> [Int32]? {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Int(CDHCP_POLL_CAPACITY)) { ready in
            let count = cdhcp_poll_wait(queue.number, ready.baseAddress, Int32(ready.count))
            let numbers = ready.prefix(max(Int(count), 0))
            return numbers.contains(end.number) ? nil : Array(numbers)
        }
    }

    /// Lets the thread rest for a moment.
    static func pause(milliseconds: Int32) {
        _ = poll(nil, 0, milliseconds)
    }
}
