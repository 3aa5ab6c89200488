// Durable changes a second, and loading a million leases: `make bench`. The file is in the working directory, since
// /tmp is in memory on many machines.

import DHCP
import DHCPLeases
import DHCPSQLite
import Glibc

let path = "store-benchmark.sqlite"

func removeFiles() {
    for suffix in ["", "-wal", "-shm", "-lock"] { unlink(path + suffix) }
}

func lease(_ number: Int, renewed: Int = 0) -> Lease {
    let hardware = HardwareAddress(
        2, 0, UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
    let start = UInt32(1_767_225_600 + renewed)
    return Lease(
        address: IPv4Address(bitPattern: 0x0A00_0100 + UInt32(number)), client: ClientIdentity(hardware),
        hardwareAddress: hardware, state: .bound, start: start, end: start + 3600)
}

func report(_ name: String, _ rows: Int, _ duration: Duration) {
    let rate = Double(rows) / (duration / .seconds(1))
    print("\(name): \(Int(rate)) leases/s, \(Int(duration / .milliseconds(1))) ms")
}

removeFiles()
let clock = ContinuousClock()
let store = try SQLiteLeaseStore(path: path)
var next = 0
for (size, batches) in [(1, 2000), (16, 2000), (256, 1000), (1024, 700)] {
    var slowest = Duration.zero
    let duration = try await clock.measure {
        for _ in 0..<batches {
            let batch = LeaseBatch(separately: (0..<size).map { LeaseChange(before: nil, after: lease(next + $0)) })
            next += size
            slowest = max(slowest, try await clock.measure { _ = try await store.commit(batch) })
        }
    }
    report("new leases, \(size) a commit", size * batches, duration)
    print("    slowest commit \(Int(slowest / .microseconds(1))) us")
}
let count = next
var generator = SystemRandomNumberGenerator()
for size in [16, 256] {
    let batches = 400
    let duration = try await clock.measure {
        for batch in 0..<batches {
            let changes = (0..<size).map { _ in
                LeaseChange(
                    before: nil, after: lease(Int.random(in: 0..<count, using: &generator), renewed: batch))
            }
            _ = try await store.commit(LeaseBatch(separately: changes))
        }
    }
    report("renewals of any of \(count) leases, \(size) a commit", size * batches, duration)
}
await store.close()

let again = try SQLiteLeaseStore(path: path)
var loaded = 0
let loading = try await clock.measure { _ = try await again.load { _ in loaded += 1 } }
report("loading", loaded, loading)
await again.close()
removeFiles()
