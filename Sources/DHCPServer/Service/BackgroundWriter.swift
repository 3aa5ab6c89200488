import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes lines to a descriptor on a thread of its own, so that whoever has something to say never waits for who reads it.
///
/// A pipe that nobody reads, a terminal that was stopped, or a full disk costs lines, which are counted, and said when
/// there is room again; the lines that are written keep their order.
package final class BackgroundWriter: Sendable {
    private struct State {
        /// What is to be written.
        var text = Text()
        /// How many lines were refused by the system, before what is to be written.
        var lost = 0
        /// How many lines found no room, behind what is to be written.
        var dropped = 0
        /// Whether the thread writes, or is about to.
        var isWriting = false
    }

    /// A line that says how many were lost in its place.
    private struct Gap {
        let lines: Int
        /// Where in the octets it ends.
        var end: Int
    }

    /// Octets, and which lines of them stand for others.
    private struct Text {
        var octets: [UInt8] = []
        var gaps: [Gap] = []

        mutating func add(gapOf lines: Int) {
            guard lines > 0 else { return }
            octets += BackgroundWriter.gap(lines)
            gaps.append(Gap(lines: lines, end: octets.count))
        }

        /// How many lines are lost when no more than `written` octets are written.
        func lost(behind written: Int) -> Int {
            gaps.reduce(octets[written...].count { $0 == UInt8(ascii: "\n") }) { lines, gap in
                gap.end > written ? lines + gap.lines - 1 : lines
            }
        }
    }

    /// How much waits at most: some 8,000 lines, what a busy server says in a minute.
    package static let limit = 1 << 20

    private let state = Mutex(State())
    private let descriptor: Int32
    private let limit: Int
    private let queue = DispatchQueue(label: "dhcp.output")

    /// Makes a writer to a descriptor, which stays open as long as there is one.
    package init(_ descriptor: Int32, limit: Int = BackgroundWriter.limit) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// Writes text of whole lines soon, or drops it when too much waits already.
    package func write(_ text: String) {
        let begins = state.withLock { state in
            guard state.text.octets.count + text.utf8.count <= limit else {
                state.dropped += text.utf8.count { $0 == UInt8(ascii: "\n") }
                return false
            }
            // What comes behind a gap says so first.
            state.text.add(gapOf: state.dropped)
            state.dropped = 0
            state.text.octets += text.utf8
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if begins { queue.async { self.drain() } }
    }

    /// Waits until all is written, for so long at most, and tells whether it is.
    @discardableResult
    package func flush(within limit: Duration) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while state.withLock({ $0.isWriting }) {
            if ContinuousClock.now >= deadline { return false }
            Readiness.pause(milliseconds: 2)
        }
        return true
    }

    private func drain() {
        while let text = next() {
            let written = write(text.octets[...])
            if written == text.octets.count { continue }
            // Tried again with the next line, not in a circle.
            state.withLock { state in
                state.lost += text.lost(behind: written)
                state.isWriting = false
            }
            return
        }
    }

    /// What is to be written now; `nil` when that is nothing.
    private func next() -> Text? {
        state.withLock { state in
            var text = Text()
            text.add(gapOf: state.lost)
            let start = text.octets.count
            text.octets += state.text.octets
            text.gaps += state.text.gaps.map { Gap(lines: $0.lines, end: $0.end + start) }
            text.add(gapOf: state.dropped)
            (state.lost, state.dropped) = (0, 0)
            state.text.octets.removeAll(keepingCapacity: true)
            state.text.gaps = []
            state.isWriting = !text.octets.isEmpty
            return text.octets.isEmpty ? nil : text
        }
    }

    fileprivate static func gap(_ lines: Int) -> [UInt8] {
        Array(
            "dhcp: warning: \(lines) lines were dropped here, as nobody read them or they could not be written\n".utf8)
    }

    /// Writes as much as the system takes, however long that takes, and returns how much that was.
    private func write(_ octets: ArraySlice<UInt8>) -> Int {
        var rest = octets
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, 1000)
            } else if count == 0 || errno != EINTR {
                break
            }
        }
        return octets.count - rest.count
    }
}

/// `write(2)`, whose name the writer's own functions hide.
private func systemWrite(_ descriptor: Int32, _ octets: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, octets, count)
}
