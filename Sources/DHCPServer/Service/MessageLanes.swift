package import DHCP
import NIOCore

/// Messages that wait, in three lanes by how much a client loses when its message is dropped.
///
/// When too many wait, the oldest message of the least urgent lane goes. A message that is sent again takes the place
/// of the one that still waits. Messages are taken in the order in which they came, until more wait than are taken at
/// once: then the most urgent come first, since in a boot storm a REQUEST ends what a DISCOVER begins.
package struct MessageLanes {
    /// From the least urgent to the most urgent.
    private enum Lane: Int {
        /// The client asks all servers, and asks again.
        case discover
        /// The client waits for an address that was offered; unknown messages are no more urgent.
        case selecting
        /// The client has an address and may lose it; RELEASE and DECLINE are never sent again.
        case bound
    }

    private struct Waiting {
        var sequence: UInt64
        var request: DHCPRequest
        var key: Key
    }

    private struct Key: Hashable {
        var xid: UInt32
        var chaddr: Octets16
        var type: UInt8
    }

    private let limit: Int
    private var lanes = Array(repeating: CircularBuffer<Waiting>(), count: 3)
    private var places: [Key: (lane: Lane, sequence: UInt64)] = [:]
    package private(set) var count = 0

    /// Makes lanes in which at most `limit` messages wait.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Adds a message, and says what was dropped for it, if anything was.
    package mutating func append(_ request: DHCPRequest, sequence: UInt64) -> DropReason? {
        let type = request.message.messageType
        let key = Key(xid: request.xid, chaddr: request.message.chaddr, type: type?.rawValue ?? 0)
        if let place = places[key], let index = index(of: place.sequence, in: place.lane) {
            lanes[place.lane.rawValue][index].request = request
            return .retransmission
        }
        var dropped: DropReason?
        if count >= limit {
            dropped = .overload
            guard let least = lanes.firstIndex(where: { !$0.isEmpty }), least <= Self.lane(of: request, type).rawValue
            else { return dropped }
            remove(lanes[least].removeFirst())
        }
        let lane = Self.lane(of: request, type)
        lanes[lane.rawValue].append(Waiting(sequence: sequence, request: request, key: key))
        places[key] = (lane, sequence)
        count += 1
        return dropped
    }

    /// Takes up to `limit` messages that came before `barrier`; what was received before `oldest` is dropped and counted
    /// in `stale`.
    ///
    /// They are handed over in the order in which they came, whichever were chosen.
    package mutating func take(
        _ limit: Int, before barrier: UInt64, receivedSince oldest: DHCPInstant, stale: inout Int
    ) -> [DHCPRequest] {
        var taken: [Waiting] = []
        taken.reserveCapacity(min(limit, count))
        // So that a flood of one kind can not keep the others out, a share goes to who has waited longest.
        let urgentShare = count > limit ? limit - limit / Self.fairPart : 0
        while taken.count < limit {
            let isUrgent = taken.count < urgentShare
            guard let lane = isUrgent ? urgentLane(before: barrier) : oldestLane(before: barrier) else { break }
            let waiting = lanes[lane].removeFirst()
            remove(waiting)
            if waiting.request.origin.receivedAt < oldest {
                stale += 1
            } else {
                taken.append(waiting)
            }
        }
        if urgentShare > 0 { taken.sort { $0.sequence < $1.sequence } }
        return taken.map(\.request)
    }

    /// One in so many messages is taken because it came first, not because it is urgent.
    private static let fairPart = 8

    /// The most urgent lane with a message that came before `barrier`.
    private func urgentLane(before barrier: UInt64) -> Int? {
        lanes.indices.last { lane in lanes[lane].first.map { $0.sequence < barrier } ?? false }
    }

    /// The lane whose first message came first of all.
    private func oldestLane(before barrier: UInt64) -> Int? {
        var result: Int?
        var earliest = barrier
        for lane in lanes.indices {
            if let first = lanes[lane].first, first.sequence < earliest {
                earliest = first.sequence
                result = lane
            }
        }
        return result
    }

    private mutating func remove(_ waiting: Waiting) {
        count -= 1
        places[waiting.key] = nil
    }

    /// Where a message stands in its lane, found by halving, since sequences rise.
    private func index(of sequence: UInt64, in lane: Lane) -> CircularBuffer<Waiting>.Index? {
        let buffer = lanes[lane.rawValue]
        var (low, high) = (0, buffer.count)
        while low < high {
            let middle = (low + high) / 2
            if buffer[offset: middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        guard low < buffer.count, buffer[offset: low].sequence == sequence else { return nil }
        return buffer.index(buffer.startIndex, offsetBy: low)
    }

    private static func lane(of request: DHCPRequest, _ type: DHCPMessageType?) -> Lane {
        switch type {
        case .discover: .discover
        case .request: request.message.ciaddr.isAny ? .selecting : .bound
        case .release, .decline: .bound
        default: .selecting
        }
    }
}
