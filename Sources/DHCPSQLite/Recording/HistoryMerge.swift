#if SQLite
    import DHCP
    package import DHCPLeases

    /// Brings the records of several servers into one order.
    ///
    /// Each server's stay in the order in which it made them. Between servers the time counts, which is whole seconds; within one,
    /// a client has to have an address before it loses it.
    package struct HistoryMerge {
        private var queues: [ArraySlice<HistoryRecord>]
        /// Who has which address by the records so far.
        private var holders: [IPv4Address: ClientIdentity?] = [:]

        private init(_ records: [HistoryRecord]) {
            let servers = Dictionary(grouping: records, by: \.server).sorted { $0.key < $1.key }
            queues = servers.map { $0.value.sorted { $0.number < $1.number }[...] }
        }

        /// All records, in order.
        package static func inOrder(_ records: [HistoryRecord]) -> [HistoryRecord] {
            var merge = HistoryMerge(records)
            var result: [HistoryRecord] = []
            result.reserveCapacity(records.count)
            while let next = merge.next() { result.append(next) }
            return result
        }

        private mutating func next() -> HistoryRecord? {
            let heads = queues.indices.filter { !queues[$0].isEmpty }
            let time = heads.compactMap { queues[$0].first?.time }.min()
            let earliest = heads.filter { queues[$0].first?.time == time }
            guard
                let place = earliest.first(where: { queues[$0].first.map(continues) ?? false }) ?? earliest.first,
                let record = queues[place].popFirst()
            else { return nil }
            if let address = record.address {
                if record.event.isHeld { holders[address] = .some(record.client) }
                if record.event.isEnd { holders[address] = nil }
            }
            return record
        }

        /// Whether a record can come next, by who has its address.
        private func continues(_ record: HistoryRecord) -> Bool {
            guard let address = record.address else { return true }
            let holder = holders[address]
            switch record.event {
            case .begun: return holder == nil
            case .takenOver: return holder != .some(record.client)
            case .renewed, .changed, .expired, .released: return holder == .some(record.client)
            default: return true
            }
        }
    }
#endif
