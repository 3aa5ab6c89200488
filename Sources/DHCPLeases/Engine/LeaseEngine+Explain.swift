public import DHCP

extension LeaseEngine {
    /// Why a message was refused, with the facts of this case and what would cure it; one line.
    ///
    /// For logs: it takes longer than the decision did. A reason that is no refusal has no explanation, but for a client
    /// that got an address though another is reserved for it: on another link, or one that somebody still has.
    public func explain(_ decision: Decision, _ request: DHCPRequest) -> String? {
        let message = request.message
        let requested = message.options[.requestedAddress] ?? message.ciaddr
        switch decision.reason {
        case .leased: return decision.reply.flatMap { misplacement(of: request, at: $0.message.yiaddr) }
        case .offered, .renewed, .informed, .bootpAnswered, .leaseQueryAnswered, .released, .beingProbed: return nil
        case .noAddressTold:
            return "there is no address for the client; it was told whether it may choose one itself"
        case .declined:
            return "\(requested) is used by somebody else; find that machine: the address rests for a while"
        case .wrongNetwork:
            return "\(requested) is not an address of the network the client is on (\(source(of: request)))"
        case .notAuthoritative:
            return "\(requested) is not an address of the network the client is on (\(source(of: request))), and this "
                + "server is not authoritative, so another one may know it"
        case .answeredElsewhere:
            return "the answer would go to \(message.ciaddr), which is not of the network the sender is on "
                + "(\(source(of: request)))"
        case .addressTaken: return "\(requested) is leased or offered to another client"
        case .addressResting:
            return "\(requested) rests, as it was found in use; find the machine that uses it"
        case .addressReserved: return "\(requested) is reserved for another client"
        case .notForLease: return "\(requested) is in no pool for this client, or the network's own"
        case .wrongAddress: return "\(requested) is not the client's address here; it will ask for the right one"
        case .noSubnet: return missingSubnet(request)
        case .poolExhausted:
            return
                "all addresses for this client are in use in \(poolList(for: request)); make the pools larger or the "
                + "lease time shorter"
        case .noPoolForClient:
            return
                "every pool of \(poolList(for: request)) is for others; the client is \(clientFacts(request)); add a pool "
                + "for it, or mend the class"
        case .ignored:
            return "the client is \(clientFacts(request)), which the configuration ignores"
        case .limitReached:
            let limit = decision.limit.map { " (\($0.words))" } ?? ""
            return "too many new clients behind \(source(of: request))\(limit); see limits if they are honest"
        case .outsidePools:
            return "\(requested) is in no pool any more; the lease runs out and the client gets another address"
        case .refusedByPolicy:
            return "the program's policy gives this client no address, or one that can not be given"
        case .otherServer:
            let named = message.options[.serverIdentifier].map(\.description) ?? "another server"
            return "the client chose \(named); if that is not yours, somebody runs a second server"
        case .unknownClient:
            return "\(requested) was never leased to this client here; it will ask again from the start"
        case .notOwner: return "\(requested) is not leased to the sender"
        case .noIdentity: return "the message has neither client identifier nor hardware address"
        case .noAddress: return "the message names no address, as it must"
        case .noServerIdentifier: return "the message names no server, as it must"
        case .noOwnAddress:
            return
                "\(request.origin.interface) has no address, so the server can not name itself; set server.identifier"
        case .impossibleAddress: return "\(message.ciaddr) is no host's address; the sender is broken or means harm"
        case .malformed: return "option \(decision.option?.rawValue ?? 0) can not be read"
        case .notRequest: return "the message is a server's, not a client's"
        case .notForServers: return "no server answers this type of message"
        case .bootp: return "a BOOTP client needs a reservation with its hardware address"
        case .leaseQueryRefused:
            return "\(message.giaddr) or who sent it may not ask for leases; add both to leasequery.allow"
        case .leaseQueryEmpty: return "the question names neither an address nor a client"
        case .notFromAddress:
            return
                "\(message.ciaddr) was given back from \(request.origin.peer.address); only its own sender or a relay "
                + "of its link may do that"
        case .notOnLink:
            return "\(requested) is not on the link of \(source(of: request)), so nobody there may speak for it"
        case .unknownRelay:
            let sender = request.origin.peer.address
            return "relay \(message.giaddr) is not known"
                + (sender == message.giaddr ? "" : ", and \(sender) is not it")
                + "; name it in `relays` of a subnet if it is yours"
        case .tooManyDeclines:
            return "\(requested) does not rest: too many addresses were declined by this client, behind "
                + "\(source(of: request)) in this minute, or in this hour without anybody who uses them; mend or remove the "
                + "machine, or see limits"
        case .notStored: return "the lease could not be stored, so it is not given"
        case .otherMember: return otherMember(request)
        case .noQuorum:
            return "this member can not reach the store of the cluster, or has just begun, so it may only extend "
                + "leases within their promise; look at the store and the way to it"
        case .clockSkew:
            return "the clocks of the cluster's members differ by \(cluster?.skew ?? 0) s, so this one takes no ended "
                + "lease over; set its clock"
        case .oldConfiguration:
            return "this member serves an older configuration than the cluster's, so it gives nobody a new address; "
                + "have it read the current one"
        case .tooLate:
            return "the store took longer than the client waits for an answer, so it asks again; look at the store and "
                + "the way to it"
        }
    }

    /// Which member answers a client, and when this one would.
    private func otherMember(_ request: DHCPRequest) -> String {
        let named = request.message.options[.serverIdentifier].flatMap { membership?.other(named: $0)?.name }
        if let named { return "the client named member \(named), which answers it" }
        let client = ClientIdentity(request.message, usesClientIdentifier: configuration.usesClientIdentifiers)
        guard let client, let cluster else { return "another member answers the client" }
        return "the client is one of member \(cluster.owner(of: client.bucket)?.name ?? "none"); this one answers when "
            + "it asks again, or has asked for \(cluster.stepInAfter) s"
    }

    /// Why no subnet was found: where the client is said to be, and what is configured.
    private func missingSubnet(_ request: DHCPRequest) -> String {
        let message = request.message
        if !message.giaddr.isAny {
            if !message.giaddr.isUsableByHost { return "\(message.giaddr) is no host's address, so no relay has it" }
            if plan.isEdge(message.giaddr) {
                return "\(message.giaddr) is the address of a network or its broadcast address, so no relay has it"
            }
        }
        let selected =
            speaker(of: request).mayNamePlace
            ? RelayFacts(message)?.linkSelection ?? message.options[.subnetSelection] : nil
        if let selected, !selected.isAny {
            return "no subnet has \(selected), which \(source(of: request)) selects; configured: \(subnetList)"
        }
        return "no subnet for \(source(of: request)); configured: \(subnetList)"
    }

    /// Where a message came from, for people: the relay, else the interface.
    private func source(of request: DHCPRequest) -> String {
        let origin = request.origin
        if !request.message.giaddr.isAny { return "relay \(request.message.giaddr)" }
        let addresses = origin.localAddresses.isEmpty ? [origin.localAddress] : origin.localAddresses
        let list =
            origin.localAddress.isAny ? "no address" : addresses.map(\.description).joined(separator: ", ")
        return origin.interface.isEmpty ? list : "interface \(origin.interface) (\(list))"
    }

    /// Why a client that got `address` has not what is reserved for it; `nil` when it has, or nothing is.
    private func misplacement(of request: DHCPRequest, at address: IPv4Address) -> String? {
        let message = request.message
        guard !plan.reservations.isEmpty, let place = plan.subnet(containing: address) else { return nil }
        let network = plan.subnets[place].network
        if let own = plan.reservations.reservation(for: message, network: network) {
            guard let reserved = own.address, reserved != address else { return nil }
            guard let holder = lease(at: reserved), holder.state == .bound || holder.state == .declined else {
                return "\(reserved) is reserved for the client, and can not be given to it"
            }
            return holder.state == .declined
                ? "\(reserved) is reserved for the client, and rests since somebody found it in use"
                : "\(reserved) is reserved for the client, and \(holder.hardwareAddress) has it still; the client gets it "
                    + "when that lease ends"
        }
        guard let other = plan.reservations.elsewhere(message), let reserved = other.address else { return nil }
        let subnet = plan.subnet(containing: reserved).map { plan.subnets[$0].prefix.description } ?? "another subnet"
        return "\(reserved) is reserved for the client in \(subnet), and it is in \(plan.subnets[place].prefix)"
    }

    /// The network that a message came from; `nil` when none is configured for it.
    private func network(of request: DHCPRequest) -> Int? {
        let giaddr = request.message.giaddr
        if giaddr.isAny { return plan.subnet(behind: request.origin, client: .any).map { plan.subnets[$0].network } }
        return plan.subnet(relay: giaddr).map { plan.subnets[$0].network }
    }

    /// The first subnets of the client's network with their pools, as in `10.0.0.0/24 (10.0.0.10-10.0.0.99)`.
    private func poolList(for request: DHCPRequest) -> String {
        guard let network = network(of: request) else { return "the network" }
        let subnets = plan.subnets.indices.filter { plan.subnets[$0].network == network }
        let shown = subnets.prefix(4).map { subnet in
            let pools = plan.networkPools[network].filter { plan.pools[$0].subnet == subnet }
            let list = pools.prefix(4).map { plan.pools[$0].range.description } + (pools.count > 4 ? ["..."] : [])
            return "\(plan.subnets[subnet].prefix)" + (list.isEmpty ? "" : " (\(list.joined(separator: ", ")))")
        }
        return shown.joined(separator: ", ") + (subnets.count > shown.count ? ", ..." : "")
    }

    /// What the client is to classes and pools: their names, whether it has a reservation, and its vendor class.
    private func clientFacts(_ request: DHCPRequest) -> String {
        let message = request.message
        let reservation = network(of: request).flatMap { plan.reservations.reservation(for: message, network: $0) }
        let subject = ClassSubject(
            message: message, interface: request.origin.interface, isKnown: reservation != nil)
        let names = plan.classes.names(plan.classes.set(of: subject))
        let classes = names.isEmpty ? "in no class" : "in \(names.prefix(8).joined(separator: ", "))"
        let vendor = message.options[.vendorClassIdentifier].map { String($0.prefix(64)).quoted }
        return "\(classes), \(reservation == nil ? "unknown" : "known"), "
            + (vendor.map { "vendor class \($0)" } ?? "without a vendor class")
    }

    /// The first subnets of the configuration.
    private var subnetList: String {
        let shown = plan.subnets.prefix(8).map { $0.prefix.description }
        if shown.isEmpty { return "none" }
        return shown.joined(separator: ", ") + (plan.subnets.count > shown.count ? ", ..." : "")
    }
}
