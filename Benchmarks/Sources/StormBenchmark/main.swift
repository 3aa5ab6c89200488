// A boot storm against a server held to a rate, in virtual time: `make bench`, or
// `StormBenchmark [CLIENTS [RATE [MESSAGES THAT MAY WAIT]]]`.

import DHCPTesting

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
var storm = BootStorm()
if let clients = numbers.first { storm.clients = clients }
if let rate = numbers.dropFirst().first { storm.rate = rate }
if let limit = numbers.dropFirst(2).first { storm.limits.mailboxLimit = limit }
let report = try storm.run()

print("\(storm.clients) clients in \(storm.duration), and \(storm.renewals) renewals, against \(storm.rate) messages/s")
let parts = [("half", 0.5), ("90 %", 0.9), ("99 %", 0.99), ("all", 1)]
for (name, times, expected) in [
    ("bound", report.timesToLease, storm.clients), ("renewed", report.renewalTimes, storm.renewals),
] {
    let within = parts.map { "\($0.0) within \(StormReport.time(times, within: $0.1))" }
    print("\(times.count) of \(expected) \(name): \(within.joined(separator: ", "))")
}
print("the last client has its address \(report.lastLease) after the storm began")
print("sent \(report.sent), decided \(report.decided), of these in vain \(report.answersInVain)")
print("renewals sent again: \(report.repeatedRenewals); longest wait of a decided message: \(report.longestWait)")
let dropped = report.dropped.map { "\($0.key.rawValue) \($0.value)" }.sorted()
print("dropped: \(dropped.isEmpty ? "none" : dropped.joined(separator: ", "))")
