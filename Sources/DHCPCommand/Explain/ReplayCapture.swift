#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPCapture
    import DHCPExplain

    /// A capture that is replayed.
    struct ReplayCapture {
        let path: String

        /// So many messages are looked at to find the server of the capture.
        private static let lookLimit = 10_000

        /// The address of the server: the one that answers first, else the one to which is written; `nil` when nobody tells.
        ///
        /// Standard input can be read once, so there the server has to be named.
        func server() throws -> IPv4Address? {
            guard path != "-" else { return nil }
            var asked: IPv4Address?
            var answering: IPv4Address?
            var count = 0
            try forEach { captured in
                count += 1
                if captured.message?.op == .bootReply {
                    answering = captured.server ?? captured.datagram.source.address
                } else if asked == nil, captured.datagram.destination.address != .broadcast {
                    asked = captured.datagram.destination.address
                }
                return answering == nil && count < Self.lookLimit
            }
            return answering ?? asked
        }

        /// Hands all messages to a comparison.
        func read(into comparison: inout TrafficComparison) throws {
            var progress = Progress("replayed", "messages", scale: 1, of: nil)
            defer { progress.end() }
            var count = 0
            try forEach { captured in
                comparison.add(captured)
                count += 1
                if count % 1024 == 0 { progress.show(count) }
                return true
            }
        }

        /// Hands messages to `body` as long as it wants more.
        private func forEach(_ body: (CapturedMessage) -> Bool) throws {
            do {
                let file = try InputFile(path: path)
                var reader = try CaptureReader { try file.read() }
                while let frame = try reader.next() {
                    guard let message = CapturedMessage(frame) else { continue }
                    if !body(message) { return }
                }
            } catch let error as CaptureFileError {
                throw CannotRun(description: "\(path): \(error)")
            } catch let error as CaptureSystemError {
                throw CannotRun(description: "\(error)")
            }
        }
    }
#endif
