#if SQLite
    import DHCP
    import Foundation
    import Testing

    extension Integration {
        /// What the kernel saw: a lease is on the disk before its ACK leaves.
        @Suite(.enabled(if: Environment.canTrace, "no `strace`: run `apt-get install strace`"))
        struct SyncOrderTests {
            @Test("the disk has said that a lease is there before its ACK leaves")
            func syncedBeforeSent() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let run = try await RecordedRun.record(in: directory, seed: 1)
                #expect(run.acknowledgements.count > 60)
                // One is enough, and a failure would print the whole run.
                let early = run.acknowledgements.first { !isDurable($0, in: run) }.map { "\($0.message)" }
                #expect(early == nil, "left before it was on the disk")
            }

            /// Whether the last write that names the client was followed by a sync that ended before the ACK left.
            private func isDurable(_ ack: RecordedRun.Acknowledgement, in run: RecordedRun) -> Bool {
                let before = run.events.filter { $0.end < ack.begin }
                let written = before.lastIndex {
                    guard case .write(run.path + "-wal", _, let octets) = $0.call else { return false }
                    return octets.firstRange(of: ack.message.hardwareAddress.octets) != nil
                }
                guard let written else { return false }
                return before[written...].contains {
                    guard case .sync(run.path + "-wal") = $0.call else { return false }
                    return $0.begin > before[written].end
                }
            }
        }
    }
#endif
