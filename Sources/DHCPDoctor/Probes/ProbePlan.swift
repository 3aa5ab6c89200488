package import DHCP
internal import DHCPConfiguration
internal import CDHCPLinux
internal import DHCPLeases
package import DHCPServer
internal import Foundation

/// Who is asked what, for a configuration on this host; bounded, and nothing is changed by it.
package struct ProbePlan {
    /// The links on which other servers are asked for.
    package let links: [NetworkInterface]
    /// The addresses that are asked for, by link.
    package let addresses: [(interface: NetworkInterface, addresses: [IPv4Address])]
    /// The machines that clients are told to use.
    package let services: [ServiceProbe]
    /// All interfaces of this host.
    private let all: [NetworkInterface]

    /// More addresses than this are not asked for: of one subnet, and of all.
    private static let limits = (subnet: 512, all: 2048)

    package init(_ examination: Examination) {
        all = examination.host.interfaces
        links = examination.interfaces
        let probes = ServiceProbe.all(of: examination)
        let routers = probes.filter { $0.kind == .router && examination.interface(onLinkOf: $0.address) != nil }
        services = probes.filter { !routers.contains($0) }
        var room = Self.limits.all
        addresses = examination.interfaces.map { interface in
            let pools = examination.subnets.filter { subnet in
                interface.addresses.contains { subnet.prefix.contains($0.address) }
            }.flatMap { Self.addresses(of: $0, examination) }.prefix(room)
            room -= pools.count
            let near = routers.map(\.address).filter { examination.interface(onLinkOf: $0)?.name == interface.name }
            return (interface, near + Array(pools))
        }
    }

    /// The addresses of a subnet's pools, as many as are asked for: those that clients declined first, then those that nobody
    /// has leased, which are the next to be given out.
    private static func addresses(of subnet: Subnet, _ examination: Examination) -> [IPv4Address] {
        let leases = examination.configured?.leases ?? [:]
        let now = UInt32(clamping: Int(Date().timeIntervalSince1970))
        let declined = leases.values.filter { lease in
            lease.state == .declined && !examination.isOwn(lease.address)
                && subnet.pools.contains { $0.range.contains(lease.address) }
        }.map(\.address).sorted()
        var (free, bound): ([IPv4Address], [IPv4Address]) = ([], [])
        // Of a large pool no more is looked at than the leases and enough free addresses.
        pools: for pool in subnet.pools {
            for bits in pool.range.first.bitPattern...pool.range.last.bitPattern {
                if free.count >= limits.subnet { break pools }
                let address = IPv4Address(bitPattern: bits)
                if examination.isOwn(address) { continue }
                switch leases[address] {
                case let lease? where lease.state == .declined: continue
                case let lease? where lease.state == .bound && lease.end > now: bound.append(address)
                default: free.append(address)
                }
            }
        }
        return Array((declined + free + bound).prefix(limits.subnet))
    }

    /// Asks all at once, and listens for so long; in threads of its own.
    package func run(milliseconds: Int) async -> ProbeFacts {
        let lead = cdhcp_clock_lead()
        async let link = blocking { () -> ProbeFacts in
            do {
                return try LinkProbe(links, of: all).run(milliseconds: milliseconds)
            } catch {
                var facts = ProbeFacts()
                facts.obstacle = "\(error)"
                return facts
            }
        }
        async let owners = blocking { (try? AddressProbe(addresses).run(milliseconds: min(milliseconds, 1500))) ?? [:] }
        async let answers = blocking { ServiceProbeRun.run(services, milliseconds: min(milliseconds, 2000)) }
        var facts = await link
        facts.neighbours = await owners
        facts.services = await answers
        if facts.obstacle == nil { facts.asked = Set(addresses.flatMap(\.addresses)) }
        facts.clockStep = cdhcp_clock_lead() - lead
        return facts
    }
}

/// Does work that blocks its thread, where no task is held up by that.
package func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}

extension ServiceProbe {
    /// What the configuration tells clients to use, each once; this host itself is not asked.
    static func all(of examination: Examination) -> [ServiceProbe] {
        guard let leases = examination.configured?.server.leases else { return [] }
        var probes: [ServiceProbe] = []
        for options in [leases.options] + leases.subnets.map(\.options) {
            probes += (options[.router] ?? []).map { ServiceProbe($0, .router) }
            probes += (options[.domainNameServer] ?? []).map { ServiceProbe($0, .nameServer) }
        }
        for boot in [leases.boot].compactMap({ $0 }) + leases.subnets.compactMap(\.boot) {
            for profile in boot.profiles where !profile.file.contains("{") {
                if profile.isURL {
                    if let page = page(profile.file) { probes.append(page) }
                } else if let server = boot.nextServer {
                    probes.append(ServiceProbe(server, .bootFile(profile.file)))
                }
            }
        }
        var seen: Set<ServiceProbe> = []
        return Array(
            probes.filter { !examination.isOwn($0.address) && !$0.address.isAny && seen.insert($0).inserted }
                .prefix(ServiceProbeRun.limit * 2))
    }

    /// What a URL asks for, where its host is an address.
    private static func page(_ url: String) -> ServiceProbe? {
        guard let parts = URLComponents(string: url), let host = parts.host, let address = IPv4Address(host) else {
            return nil
        }
        let path = parts.path.isEmpty ? "/" : parts.path
        switch parts.scheme {
        case "http":
            return ServiceProbe(address, .page(port: UInt16(clamping: parts.port ?? 80), host: host, path: path))
        case "https":
            return ServiceProbe(address, .page(port: UInt16(clamping: parts.port ?? 443), host: host, path: ""))
        case "tftp": return ServiceProbe(address, .bootFile(String(path.dropFirst())))
        default: return nil
        }
    }
}
