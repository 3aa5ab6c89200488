import DHCP

/// When which client sends, the soonest first.
struct StormAgenda {
    struct Entry {
        let time: DHCPInstant
        let client: Int
        /// The client's epoch when this was written down; in another it is void.
        let epoch: Int
    }

    /// A binary heap: no entry is before the one at half its place.
    private var entries: [Entry] = []

    var first: Entry? { entries.first }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        var place = entries.count - 1
        while place > 0, entries[place].time < entries[(place - 1) / 2].time {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        entries[0] = last
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0].time < entries[$1].time }),
                entries[least].time < entries[place].time
            else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
