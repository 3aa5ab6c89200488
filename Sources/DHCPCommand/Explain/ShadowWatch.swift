#if SQLite
    import DHCP
    import DHCPCapture
    import DHCPExplain
    import Foundation
    import Synchronization
    import UnixSignals

    /// What passes, as it is compared until a signal ends it; nothing is sent.
    final class ShadowWatch {
        private let end: EndSignal
        private let capture: LiveCapture
        private let ports: Set<UInt16>
        private let signals: UnixSignalsSequence

        /// Begins to watch.
        ///
        /// Throws what `LiveCapture` throws.
        init(_ place: WatchArguments) async throws {
            end = try EndSignal()
            ports = place.ports
            capture = try LiveCapture(interface: place.interface, ports: ports, end: end)
            signals = await UnixSignalsSequence(trapping: .sigusr1)
            StandardError.write(
                "dhcp: watching \(place.words), and sending nothing; end with Ctrl-C, SIGUSR1 prints a report")
        }

        /// How many messages the kernel had no room for.
        var lossCount: Int { capture.lossCount }

        /// Hands over all that passes, and a report every so many seconds and at SIGUSR1, until SIGINT or SIGTERM.
        func run(
            _ comparison: inout TrafficComparison, every seconds: Int, _ report: (ComparisonReport) -> Void
        ) async throws {
            let wish = ReportWish()
            // A task beside the loop below, which waits for the kernel; it ends with it.
            let listening = Task { [signals] in for await _ in signals { wish.raise() } }
            defer { listening.cancel() }
            var count = 0
            var next = ContinuousClock.now.advanced(by: .seconds(seconds))
            while !end.isRaised, !StandardOutput.hasFailed {
                if let frame = try capture.next(milliseconds: 500) {
                    if let message = CapturedMessage(frame, ports: ports) { comparison.add(message) }
                    count += 1
                } else {
                    comparison.advance(to: DHCPInstant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)))
                    count = 0
                }
                // Who waits for signals may have no other thread.
                if count % 64 == 0 { await Task.yield() }
                let isDue = ContinuousClock.now >= next
                guard wish.take() || isDue else { continue }
                if isDue { next = ContinuousClock.now.advanced(by: .seconds(seconds)) }
                report(comparison.report)
            }
        }
    }

    /// Whether somebody asked for a report.
    private final class ReportWish: Sendable {
        private let isRaised = Atomic(false)

        func raise() { isRaised.store(true, ordering: .relaxed) }

        func take() -> Bool { isRaised.exchange(false, ordering: .relaxed) }
    }
#endif
