#if Admin
    import DHCP
    import DHCPLeases
    import DHCPServer
    import Foundation

    /// An event in words.
    struct EventText: Encodable {
        var kind: AdminEventKind
        var time: Date
        var address: String?
        var client: String?
        var hardware: String?
        var hostName: String?
        var relay: String?
        var reason: String?
        var state: String?
        var text: String?
        var by: String?
        var from: String?
        var count: Int?

        enum CodingKeys: String, CodingKey {
            case kind, time, address, client, hardware, relay, reason, state, text, by, from, count
            case hostName = "host-name"
        }

        init(_ kind: AdminEventKind, _ text: String? = nil) {
            self.kind = kind
            self.text = text
            time = Date()
        }

        /// `nil` for what is no news.
        ///
        /// Its label tells it from the words above: the two kinds have a word in common.
        init?(of event: LeaseEvent) {
            switch event {
            case .committed(let change):
                guard let event = EventText(of: change) else { return nil }
                self = event
            case .decided(let message):
                guard message.reason.isRefusal else { return nil }
                self.init(.refused)
                let request = message.request.message
                hardware = request.hardwareAddress.description
                relay = request.giaddr.isAny ? nil : "\(request.giaddr)"
                reason = "\(message.reason)"
            case .storeFailed(let words): self.init(.store, "leases can not be stored: \(words)")
            case .storeRecovered: self.init(.store, "leases are stored again")
            case .reconfigured: self.init(.reconfigured)
            case .memberCame(let name): self.init(.cluster, "\(name) lives")
            case .memberGone(let name): self.init(.cluster, "\(name) says nothing any more")
            case .memberLeft(let name): self.init(.cluster, "\(name) has handed its clients over")
            case .quorumLost: self.init(.cluster, "the store can not be reached")
            case .quorumRegained: self.init(.cluster, "the store can be reached again")
            case .otherServer(let server):
                self.init(.network, "another server answers clients: \(server.name), \(server.place)")
            case .otherServerGone(let server):
                self.init(.network, "another server answers no more: \(server.name), \(server.place)")
            case .storeRoomLow(let room): self.init(.store, "the disk of the leases has \(room >> 20) MiB left")
            case .storeRoomRegained(let room):
                self.init(.store, "the disk of the leases has room again: \(room >> 20) MiB")
            case .clockStepped(let step): self.init(.network, "somebody set the clock, by \(step)")
            case .addressInUse(let found):
                self.init(.network, "somebody uses \(found.address) without a lease: \(found.place)")
            case .missed(let count):
                self.init(.missed, "more happened than could be told")
                self.count = count
            }
        }

        private init?(of change: LeaseChange) {
            guard let after = change.after else { return nil }
            let before = change.before
            switch after.state {
            case .bound:
                let isSame = before?.state == .bound && before?.client == after.client
                self.init(isSame ? .leaseRenewed : .leaseBegun)
            case .declined: self.init(.declined)
            case .released, .expired:
                if before?.state != .bound { return nil }
                self.init(.leaseEnded)
            }
            address = "\(after.address)"
            client = "\(after.client)"
            hardware = after.hardwareAddress.description
            hostName = after.hostName?.printable
            state = "\(after.state)"
        }

        /// The event as JSON on one line.
        var line: String {
            (try? AdminJSON.encoder.encode(self)).map { String(decoding: $0, as: UTF8.self).printableJSON } ?? "{}"
        }
    }

    extension EventFeed {
        /// Adds an event.
        func add(_ event: EventText) { add(event.kind, event.line) }
    }
#endif
