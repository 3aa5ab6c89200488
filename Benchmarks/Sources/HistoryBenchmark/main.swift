// What a history costs the commits, and how long its questions take: `make bench`, or with the number of records as argument.
// The files are in the working directory, since /tmp is in memory on many machines.

import DHCP
import DHCPLeases
import DHCPSQLite
import Glibc

let records = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
let clock = ContinuousClock()

func removeFiles(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-lock"] { unlink(path + suffix) }
}

/// A client's lease of one of 200,000 addresses, or of an address that is leased once.
func lease(_ number: Int, ofOneOf addresses: Int = 200_000) -> Lease {
    let client = number < 1000 ? number : 1000 + number % addresses
    let hardware = HardwareAddress(
        2, 0, UInt8(client >> 24 & 255), UInt8(client >> 16 & 255), UInt8(client >> 8 & 255), UInt8(client & 255))
    var lease = Lease(
        address: IPv4Address(bitPattern: 0x0A00_0100 + UInt32(client)), client: ClientIdentity(hardware),
        hardwareAddress: hardware, state: .bound, start: 1_767_225_600, end: 1_767_229_200)
    let name = Array("host-\(client)".utf8)
    lease.sentOptions = [12, UInt8(name.count)] + name
    return lease
}

func batch(_ first: Int, _ size: Int) -> LeaseBatch {
    LeaseBatch(separately: (first..<first + size).map { LeaseChange(before: nil, after: lease($0)) })
}

/// How many commits a second there are, in turn without and with a history, so that both see the same disk.
func compareCommits(of size: Int, count: Int) async throws {
    let settings: [(name: String, history: HistorySettings)] = [("without", .none), ("with", HistorySettings())]
    var times: [String: Duration] = [:]
    var stores: [(name: String, path: String, store: SQLiteLeaseStore)] = []
    for (name, history) in settings {
        let path = "history-benchmark-\(name).sqlite"
        removeFiles(path)
        stores.append((name, path, try SQLiteLeaseStore(path: path, history: history)))
    }
    for round in 0..<10 {
        for (name, _, store) in stores {
            let time = try await clock.measure {
                for number in 0..<count / 10 {
                    _ = try await store.commit(batch((round * count / 10 + number) * size, size))
                }
            }
            times[name, default: .zero] += time
        }
    }
    for (_, path, store) in stores {
        await store.close()
        removeFiles(path)
    }
    let (plain, recorded) = (times["without"] ?? .zero, times["with"] ?? .zero)
    let rates = [plain, recorded].map { Int(Double(size * count) / ($0 / .seconds(1))) }
    print(
        "\(size) a commit: \(rates[0]) leases/s without a history, \(rates[1]) with one: "
            + "\(ratio(recorded, plain)) of the time")
}

func ratio(_ one: Duration, _ other: Duration) -> String {
    let hundredths = Int((one / other * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

/// Asks the same of a hundred of a kind.
func ask(_ what: String, _ question: (Int) async throws -> Bool) async throws {
    var times: [Duration] = []
    var found = 0
    for number in 0..<100 {
        times.append(try await clock.measure { if try await question(number) { found += 1 } })
    }
    times.sort()
    let (middle, longest) = (times[50] / .milliseconds(1), times[99] / .milliseconds(1))
    print("\(what): \(rounded(middle)) ms, at most \(rounded(longest)) ms; \(found) of 100 found")
}

func rounded(_ number: Double) -> String { "\(Double(Int(number * 100)) / 100)" }

for (size, count) in [(1, 2000), (16, 1000), (256, 400)] { try await compareCommits(of: size, count: count) }

let path = "history-benchmark.sqlite"
removeFiles(path)
let store = try SQLiteLeaseStore(path: path, history: HistorySettings(size: 1 << 40))
let writing = try await clock.measure {
    for first in stride(from: 0, to: records, by: 1000) {
        _ = try await store.commit(batch(first, min(1000, records - first)))
    }
}
print("\(records) records: \(Int(Double(records) / (writing / .seconds(1))))/s")
let now = Int64(time(nil))
try await ask("who had an address that is leased often") {
    try await store.holder(of: lease(5000 + 7 * $0).address, at: now) != nil
}
try await ask("who had an address that was leased once, before all others") {
    try await store.holder(of: lease($0).address, at: now) != nil
}
try await ask("who had an address that nobody had") { number in
    try await store.holder(of: IPv4Address(bitPattern: 0xC000_0200 + UInt32(number)), at: now) == nil
}
try await ask("the newest 1000 records of a client") {
    !(try await store.history(HistoryQuery(.hardware(lease(6000 + 3 * $0).hardwareAddress)))).isEmpty
}
try await ask("the newest 1000 records of a name") {
    !(try await store.history(HistoryQuery(.name("host-\(7000 + 3 * $0)")))).isEmpty
}
await store.close()
removeFiles(path)
