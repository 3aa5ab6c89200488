import BenchmarkSupport
import DHCP
import DHCPLeases

/// For how long nobody is answered at most while another configuration is taken over, by pieces and at once, and while all
/// leases are listed or a question is asked.
func measureSuccession(of start: LeaseEngine) throws {
    var engine = start
    var configuration = engine.configuration
    configuration.times.lease = 600
    let clock = ContinuousClock()
    var (longest, pieces) = (Duration.zero, 0)
    var prepared: LeaseSuccession?
    let preparation = try clock.measure {
        prepared = try LeaseSuccession(to: configuration, minimumCapacity: engine.leaseCount)
    }
    guard var succession = prepared.take() else { return }
    longest = clock.measure { succession.begin(&engine) }
    var isDone = false
    while !isDone {
        longest = max(longest, clock.measure { isDone = succession.advance(&engine, limit: 1000) })
        pieces += 1
    }
    let last = clock.measure { blackHole(succession.finish(&engine)) }
    print(
        """
        another configuration, \(engine.leaseCount) leases: \(pieces) pieces, the longest \(microseconds(longest)), the last \
        \(microseconds(last)); \(microseconds(preparation)) of preparation beside the service
        """)
    let whole = try clock.measure { try engine.reconfigure(configuration) }
    print("    at once \(microseconds(whole))")

    var (cursor, count, page) = (LeaseCursor?.some(.start), 0, Duration.zero)
    while let place = cursor {
        let took = clock.measure {
            let leases = engine.leases(from: place, limit: 1000)
            (cursor, count) = (leases.next, count + leases.leases.count)
        }
        page = max(page, took)
    }
    print("all \(count) leases in pages of 1000, the longest \(microseconds(page))")

    var (question, message) = (Duration.seconds(1), Duration.seconds(1))
    for number in 0..<1000 {
        let (discover, _) = messages(of: 2_000_000 + number)
        question = min(question, clock.measure { blackHole(engine.preview(discover, at: now)) })
        message = min(message, clock.measure { blackHole(engine.decide(discover, at: now)) })
    }
    print("a question \(question), the message itself \(message)")
}

private func microseconds(_ duration: Duration) -> String { "\(Int(duration / .microseconds(1))) us" }
