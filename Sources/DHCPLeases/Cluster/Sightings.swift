import DHCP

/// Which exchanges of others' clients were seen, so that one who asks once more is answered.
///
/// It holds the latest ones: a newer one may take the place of an older one, which is answered a little later then. Whose
/// place it takes is the same in each process, so that decisions can be replayed.
struct Sightings: Sendable {
    private struct Entry {
        var client: UInt32 = 0
        var xid: UInt32 = 0
        var time: UInt32 = 0
    }

    /// Twice as many as 3,000 new clients a second are in 2.5 seconds, by when each is to ask again.
    private static let count = 16_384
    /// An exchange can have any of so many places, so that few others take all of them.
    private static let ways = 4
    /// What comes within so many seconds is the same datagram by another way, or twice by the network.
    private static let patience: UInt32 = 2

    private var entries = [Entry](repeating: Entry(), count: count)

    /// Whether a client, by its hash and the bucket that it is in, was seen in this exchange a while ago; remembers that it
    /// was seen.
    mutating func isRepeated(_ client: UInt32, in bucket: UInt8, xid: UInt32, at now: UInt32) -> Bool {
        // The hash differs from process to process, so it may be compared and must choose no place.
        let start = Int((UInt32(bucket) << 6 ^ (xid &* 0x9E37_79B9) >> 18) % UInt32(Self.count)) / Self.ways * Self.ways
        var oldest = start
        for index in start..<start + Self.ways {
            let entry = entries[index]
            if entry.client == client, entry.xid == xid, entry.time > 0, entry.time <= now {
                return now - entry.time >= Self.patience
            }
            if entry.time < entries[oldest].time { oldest = index }
        }
        entries[oldest] = Entry(client: client, xid: xid, time: now)
        return false
    }
}
