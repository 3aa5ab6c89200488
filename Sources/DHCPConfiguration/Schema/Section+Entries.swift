import DHCP
import DHCPLeases

extension Section {
    static let commentEntry = Entry(.comment, .text, "A word to whoever reads the file.")

    private static let sendAlwaysEntry = Entry(
        .sendAlways, .list(.optionCode), "Options that go out whether a client asks for them or not.")

    /// What files hold that others include: lists, to which they add.
    static let includedEntries: [Entry] = {
        let keys: [ConfigurationKey] = [.optionDefinitions, .classes, .sharedNetworks, .subnets, .reservations]
        return rootEntries.filter { keys.contains($0.key) }
    }()

    static let rootEntries: [Entry] = [
        Entry(
            .include, .list(.text),
            "Files with more of the lists: option-definitions, classes, shared-networks, subnets, reservations; * stands for "
                + "any letters."),
        Entry(.server, .section(.server), "Where the server listens, and how it behaves."),
        Entry(.store, .section(.store), "Where leases are kept."),
        Entry(.cluster, .section(.cluster), "How the server stands to others that share its leases."),
        Entry(.admin, .section(.admin), "How the server is looked at and changed while it runs."),
        Entry(.history, .section(.history), "Which history of the leases is kept."),
        Entry(.log, .section(.log), "What is logged."),
        Entry(.watch, .section(.watch), "What the server looks after besides its clients."),
        Entry(.explain, .section(.explain), "What the server remembers for `dhcp explain`."),
        Entry(.defaults, .section(.defaults), "Times of all subnets that have none of their own."),
        Entry(
            .rapidCommit, .boolean, "Whether a client that asks for it gets its lease with one exchange (RFC 4039).",
            default: "false"),
        Entry(.conflictCheck, .section(.conflictCheck), "How addresses are probed before they are offered."),
        Entry(.leaseQuery, .section(.leaseQuery), "Who may ask for the leases of others (RFC 4388)."),
        Entry(.limits, .section(.limits), "How much clients without a lease may take."),
        Entry(.options, .options, "Options for all clients."),
        sendAlwaysEntry,
        Entry(.optionDefinitions, .list(.section(.optionDefinition)), "Options of your own."),
        Entry(.classes, .list(.section(.clientClass)), "Kinds of clients, the most important first."),
        Entry(.boot, .section(.boot), "What machines boot from the network."),
        Entry(.sharedNetworks, .list(.section(.sharedNetwork)), "What all subnets of a link have in common."),
        Entry(.subnets, .list(.section(.subnet)), "The subnets that are served."),
        Entry(
            .reservations, .list(.section(.reservation)),
            "What single clients always get: in the subnet that has the address, without one on every link."),
    ]

    static let watchEntries: [Entry] = [
        Entry(
            .otherServers, .duration, "How often each link is asked which other servers answer; infinite for never.",
            default: "10m"),
        Entry(.known, .list(.address), "Servers that may answer there."),
    ]

    static let serverEntries: [Entry] = [
        Entry(.interfaces, .list(.text), "The interfaces to serve; by default all with an address in a subnet."),
        Entry(
            .listen, .endpoint, "The address and port to listen at.", default: "\(ServerSettings.defaultListen)"),
        Entry(.clientPort, .number(1...65_535), "The port at which clients without a relay listen.", default: "68"),
        Entry(.identifier, .address, "Option 54; by default the address at which a request arrived."),
        Entry(
            .authoritative, .boolean, "Whether addresses of unknown networks are refused, not passed over.",
            default: "true"),
        Entry(.replies, .words(Replies.allCases.map(\.rawValue)), "Where replies go.", default: "auto"),
        Entry(
            .clientIDs, .boolean, "Whether clients are told apart by option 61, not by hardware address alone.",
            default: "true"),
        Entry(
            .segmentationOffload, .words(SegmentationOffload.allCases.map(\.rawValue)),
            "When replies to one relay that leave together are joined, for the kernel or the network card to divide.",
            default: "auto"),
        Entry(
            .trustedInterfaces, .list(.text),
            "Interfaces at which senders without a relay may choose the subnet (options 118, 82.5) and the server's name "
                + "(82.11)."),
        Entry(
            .user, .text,
            "The user, by name or number, as whom the server goes on when root starts it; by default whoever has the "
                + "lease file, else dhcp-server or nobody."),
    ]

    static let storeEntries: [Entry] = [
        Entry(
            .path, .text, "The file of the leases; a relative path counts from the directory of this file.",
            default: StoreSettings.defaultPath),
        Entry(.memory, .boolean, "Whether leases are kept in memory alone.", default: "false"),
        Entry(.etcd, .section(.etcd), "The etcd that keeps the leases of several servers."),
    ]

    static let etcdEntries: [Entry] = [
        Entry(.endpoints, .list(.etcdEndpoint), "The machines of etcd."),
        Entry(.prefix, .text, "What all keys begin with.", default: EtcdSettings.defaultPrefix),
        Entry(
            .ca, .text,
            "The file of the authorities that certify the machines; by default those that the host trusts."),
        Entry(.certificate, .text, "The file of the certificate by which this server proves who it is."),
        Entry(.key, .text, "The file of the key of that certificate."),
        Entry(.user, .text, "As whom this server asks etcd."),
        Entry(.passwordFile, .text, "The file with the password of that user in its first line."),
    ]

    private static let member = MemberSettings()

    static let clusterEntries: [Entry] = [
        Entry(.name, .text, "The name of this server among the others; by default its host's."),
        Entry(
            .lead, .percent,
            "How much longer than its client is told a lease is promised, as a part of the lease time.",
            default: "\(member.leadPercent)%"),
        Entry(
            .stepInAfter, .duration, "How long a client asks before others than the server whose it is answer it.",
            default: "\(member.stepInAfter)s"),
    ]

    static let adminEntries: [Entry] = [
        Entry(
            .socket, .text,
            "The socket of this machine, or none; by default admin.sock in $RUNTIME_DIRECTORY, else beside the leases."),
        Entry(.listen, .endpoint, "An address and a port for HTTP; by default none."),
        Entry(.tls, .section(.adminTLS), "What proves to others who this server is."),
        Entry(
            .tokens, .text, "The file of those who may come in by HTTP; by default beside the leases."),
        Entry(
            .names, .list(.text), "Names, besides the address and localhost, by which browsers may call this server."),
        Entry(
            .metrics, .words(AdminSettings.Metrics.allCases.map(\.rawValue)),
            "Who may fetch the metrics over TCP: whoever has a reader's token, or whoever reaches the port.",
            default: AdminSettings().metrics.rawValue),
    ]

    static let adminTLSEntries: [Entry] = [
        Entry(.certificate, .text, "The file of the certificate, with those between it and its authority."),
        Entry(.key, .text, "The file of the key of that certificate."),
    ]

    private static let recorded = HistorySettings()

    static let historyEntries: [Entry] = [
        Entry(
            .keep, .either([.duration, .number(0...0)]),
            "For how long it is kept who had which address; 0 for no history.",
            default: DurationText.text(recorded.seconds)),
        Entry(
            .size, .size, "How much room that takes at most; the oldest goes first.",
            default: SizeText.text(Int(recorded.size))),
        Entry(
            .renewals, .boolean, "Whether renewals are recorded too.", default: "\(recorded.recordsRenewals)"),
    ]

    private static let check = ConflictCheck()

    static let conflictCheckEntries: [Entry] = [
        Entry(
            .arp, .boolean, "Whether ARP asks for the addresses of clients on the server's own links.",
            default: "\(check.arp)"),
        Entry(.ping, .boolean, "Whether an ICMP echo asks, also behind relays.", default: "\(check.ping)"),
        Entry(
            .timeout, .timeout, "For how long an answer is waited for; no OFFER waits longer.",
            default: TimeoutText.text(check.timeout)),
    ]

    private static let times = LeaseTimes()

    static let leaseTimeEntries: [Entry] = [
        Entry(
            .leaseTime, .duration, "The lease time of clients that ask for none.",
            default: DurationText.text(times.lease)),
        Entry(
            .minimumLeaseTime, .duration, "The shortest lease time, whether a client asks for one or not.",
            default: DurationText.text(times.minimumLease)),
        Entry(
            .maximumLeaseTime, .duration, "The longest lease time, whether a client asks for one or not.",
            default: DurationText.text(times.maximumLease)),
    ]

    static let otherTimeEntries: [Entry] = [
        Entry(.offerTime, .duration, "How long an offered address is held.", default: DurationText.text(times.offer)),
        Entry(
            .declineTime, .duration, "How long an address rests that a client found in use.",
            default: DurationText.text(times.decline)),
        Entry(
            .renewalTime, .either([.part, .duration]), "After which part of the lease a client renews it (T1).",
            default: PercentText.text(times.renewalPermille)),
        Entry(
            .rebindingTime, .either([.part, .duration]), "After which part of the lease a client asks any server (T2).",
            default: PercentText.text(times.rebindingPermille)),
    ]

    static let limitEntries: [Entry] = [
        Entry(
            .offers, .number(LimitReader.range), "How many offers are held at a time.",
            default: "\(ClientLimits.defaultOffers)"),
        Entry(.offersPerRelay, .number(LimitReader.range), "How many offers are held for clients behind one relay."),
        Entry(
            .offersPerPort, .number(LimitReader.range), "How many offers are held for clients at one port of a relay."),
        Entry(
            .newLeasesPerRelay, .number(LimitReader.range),
            "How many new clients behind one relay get a lease in a minute."),
        Entry(
            .newLeasesPerPort, .number(LimitReader.range),
            "How many new clients at one port of a relay get a lease in a minute."),
        Entry(
            .leasesPerRelay, .number(LimitReader.range),
            "How many leases clients behind one relay, which is on one link, have at a time."),
        Entry(
            .leasesPerPort, .number(LimitReader.range),
            "How many leases clients at one port of a relay have at a time."),
        Entry(
            .declinesPerClient, .number(LimitReader.range), "How many DECLINEs of one client count in a minute.",
            default: "\(ClientLimits.defaultDeclines.client)"),
        Entry(
            .declinesPerPort, .number(LimitReader.range),
            "How many DECLINEs from one port of a relay or link count in a minute.",
            default: "\(ClientLimits.defaultDeclines.port)"),
        Entry(
            .declinesPerNetwork, .number(LimitReader.range), "How many DECLINEs in one network count in a minute.",
            default: "\(ClientLimits.defaultDeclines.network)"),
    ]

    static let optionDefinitionEntries: [Entry] = [
        Entry(.code, .number(1...254), "The option's code."),
        Entry(.name, .text, "The name by which options call it."),
        Entry(
            .type, .list(.words(DHCPOptionDefinition.Format.allCases.map(\.rawValue))),
            "How its value is written; several for one after another."),
    ]

    static let sharedNetworkEntries: [Entry] =
        [
            Entry(.name, .text, "The name by which subnets call the link."),
            Entry(.options, .options, "Options for clients of its subnets."),
            sendAlwaysEntry,
            Entry(.boot, .section(.boot), "What machines of its subnets boot, instead of what the whole file says."),
            Entry(
                .conflictCheck, .section(.conflictCheck),
                "How addresses of its subnets are probed, where that is otherwise than the whole file says."),
        ] + leaseTimeEntries + otherTimeEntries

    static let subnetEntries: [Entry] =
        [
            Entry(.subnet, .prefix, "The addresses of the subnet."),
            Entry(.interface, .text, "The interface of the subnet, for links whose interface has no address in it."),
            Entry(.relays, .list(.address), "Addresses of relays outside the subnet that mean it."),
            Entry(.sharedNetwork, .text, "The name of the link, for subnets that share one."),
            Entry(.pools, .list(.either([.range, .section(.pool)])), "The addresses that are leased."),
            Entry(.reservations, .list(.section(.reservation)), "What single clients always get."),
            Entry(.options, .options, "Options for clients of this subnet."), sendAlwaysEntry,
            Entry(.boot, .section(.boot), "What machines of this subnet boot, instead of what the whole file says."),
            Entry(
                .conflictCheck, .section(.conflictCheck),
                "How addresses are probed, where that is otherwise than the whole file says."),
            Entry(
                .autoConfigure, .boolean,
                "What a client is told that asks whether it may choose an address itself, when there is none for it."),
        ] + leaseTimeEntries + otherTimeEntries

    static let poolEntries: [Entry] =
        [
            Entry(.range, .range, "The addresses."),
            Entry(.classes, .list(.text), "The classes whose members get these addresses; by default everybody."),
            Entry(
                .clients, .words(Pool.Clients.allCases.map(\.rawValue)),
                "Whether they are for clients with a reservation (for an address or not), for those without, or for all.",
                default: Pool.Clients.all.rawValue),
            Entry(.options, .options, "Options for clients with these addresses."), sendAlwaysEntry,
        ] + leaseTimeEntries

    static let reservationEntries: [Entry] =
        [
            Entry(
                .hardwareAddress, .list(.hardwareAddress),
                "The client's hardware address, or several: whichever asks has what is reserved."),
            Entry(.clientID, .octets, "The client's identifier (option 61), in hexadecimal."),
            Entry(.circuitID, .octets, "The relay's port the client is at (option 82, sub-option 1)."),
            Entry(.remoteID, .octets, "The remote end the relay names (option 82, sub-option 2)."),
            Entry(.address, .address, "The client's address."),
            Entry(.hostName, .text, "The host name the client is told (option 12)."),
            Entry(.options, .options, "Options for this client."), sendAlwaysEntry,
            Entry(.ignore, .boolean, "Whether the client gets no answer at all.", default: "false"),
            Entry(.boot, .section(.boot), "What this client boots."),
        ] + leaseTimeEntries

    static let classEntries: [Entry] =
        [
            Entry(.name, .text, "The name by which pools call the class."),
            Entry(.match, .section(.match), "Who is in the class."),
            Entry(.options, .options, "Options for members."), sendAlwaysEntry,
            Entry(.ignore, .boolean, "Whether members get no answer at all.", default: "false"),
            Entry(
                .replies, .words(Replies.allCases.map(\.rawValue)),
                "Whether members without a usable address are always answered by broadcast.", default: "auto"),
            Entry(.boot, .section(.boot), "What members boot."),
        ] + leaseTimeEntries

    static let matchEntries: [Entry] = [
        Entry(.vendorClass, .list(.octets), "The vendor class (option 60 or 124), with * for any text."),
        Entry(.userClass, .list(.octets), "A user class (option 77), with * for any text."),
        Entry(
            .architecture, .list(.either([.words(ArchitectureName.all), .number(0...65_535)])),
            "What the machine boots (option 93)."),
        Entry(.hardwareAddress, .list(.text), "The hardware address, with * for any octets."),
        Entry(.clientID, .list(.octets), "The client identifier (option 61), in hexadecimal."),
        Entry(.circuitID, .list(.octets), "The relay's port (option 82, sub-option 1)."),
        Entry(.remoteID, .list(.octets), "The remote end the relay names (option 82, sub-option 2)."),
        Entry(.requestedOption, .list(.optionCode), "An option that the client asks for (option 55)."),
        Entry(.messageType, .list(.words(MessageTypeName.all)), "The message's type."),
        Entry(.option, .list(.section(.optionMatch)), "An option of the message, and how it reads."),
        Entry(
            .subOption, .list(.section(.subOptionMatch)), "A sub-option of option 43, 82, 124 or 125, and how it reads."
        ),
        Entry(.known, .boolean, "Whether the client has a reservation on its link, for an address or not."),
        Entry(.relay, .list(.addressOrPrefix), "The relay (giaddr), or a block it is in."),
        Entry(.interface, .list(.text), "The interface by which the message came."),
        Entry(.classKey, .list(.text), "A class that stands before this one."),
        Entry(.all, .list(.section(.match)), "All of these hold."),
        Entry(.any, .list(.section(.match)), "One of these holds."),
        Entry(.not, .list(.section(.match)), "None of these holds."),
    ]

    static let optionMatchEntries: [Entry] = [
        Entry(.code, .optionCode, "The option, by name or code."),
        Entry(.equals, .optionValue, "Its whole value, as options write it."),
        Entry(.prefix, .octets, "How its value begins."),
    ]

    static let subOptionMatchEntries: [Entry] = [
        Entry(.option, .optionCode, "The option: 43, 82, 124 or 125."),
        Entry(.enterprise, .number(0...4_294_967_295), "Whose sub-options of 124 and 125; by default everybody's."),
        Entry(.code, .number(0...255), "The sub-option; 124 has none."),
        Entry(.equals, .octets, "Its whole value, as text, or as octets in { hex: \"0a0b\" }."),
        Entry(.prefix, .octets, "How its value begins."),
    ]

    static let bootEntries: [Entry] = [
        Entry(.nextServer, .address, "The TFTP server; by default this server."),
        Entry(
            .serverName, .text,
            "The TFTP server's name; {mac}, {address}, {circuit} and {host} stand for what the client has."),
        Entry(.profiles, .list(.section(.bootProfile)), "What is loaded by whom; the first that fits is followed."),
    ]

    static let bootProfileEntries: [Entry] = [
        Entry(
            .architecture, .either([.words(ArchitectureName.all), .number(0...65_535)]),
            "For which machines; by default for all."),
        Entry(.ipxe, .boolean, "Whether it is for iPXE, not for firmware.", default: "false"),
        Entry(
            .file, .text,
            "A file of the TFTP server; {mac}, {address}, {circuit} and {host} stand for what the client has."),
        Entry(.url, .text, "A URL; {mac}, {address}, {circuit} and {host} stand for what the client has."),
    ]
}
