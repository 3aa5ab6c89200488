package import DHCP

/// What happens when in virtual time, the soonest first.
package struct Agenda<Event> {
    package struct Entry {
        package let time: DHCPInstant
        package let event: Event
    }

    /// A binary heap: no entry is before the one at half its place.
    private var entries: [Entry] = []

    /// Makes one without events.
    package init() {}

    package var first: Entry? { entries.first }

    package mutating func add(_ event: Event, at time: DHCPInstant) {
        entries.append(Entry(time: time, event: event))
        var place = entries.count - 1
        while place > 0, entries[place].time < entries[(place - 1) / 2].time {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    package mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        entries[0] = last
        var place = 0
        while true {
            var least = place
            let left = 2 * place + 1
            if left < entries.count, entries[left].time < entries[least].time { least = left }
            if left + 1 < entries.count, entries[left + 1].time < entries[least].time { least = left + 1 }
            if least == place { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
