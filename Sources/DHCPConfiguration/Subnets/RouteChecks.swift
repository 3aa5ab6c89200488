import DHCP

/// Warns of routers that clients could not reach or would not use, or that a pool could have given away.
struct RouteChecks {
    let subnets: [ReadSubnet]
    let classes: [ReadClass]
    /// The options for all clients.
    let options: OptionsReader.Result
    /// Addresses of this server that the file names.
    let serverAddresses: Set<IPv4Address>

    func run() {
        let index = SubnetIndex(subnets)
        for subnet in subnets {
            checkRouters(of: subnet, index)
            checkMask(of: subnet)
            noticeMissingRouter(of: subnet)
        }
        checkDefaultRoutes()
    }

    private func checkRouters(of subnet: ReadSubnet, _ index: SubnetIndex) {
        guard let prefix = subnet.prefix?.value else { return }
        let scope = subnet.options.options.contains(.router) ? subnet.options : options
        let routers = scope.options[.router] ?? []
        for router in routers
        where !prefix.contains(router) && index.subnet(containing: router)?.network != subnet.network {
            scope.places[.router]?.warn(
                "router \(router) is not in the subnet \(prefix) of \(subnet.place.whereabouts)")
        }
        for pool in subnet.pools.map(\.range) {
            for router in routers where pool.value.contains(router) {
                pool.place.warn("\(pool.value) contains the router \(router), which is withheld from clients")
            }
            for address in serverAddresses.sorted() where pool.value.contains(address) && !routers.contains(address) {
                pool.place.warn("\(pool.value) contains this server's \(address), which is withheld from clients")
            }
        }
    }

    /// Says of a subnet that its clients are told of no way out.
    private func noticeMissingRouter(of subnet: ReadSubnet) {
        let routes: [DHCPOptionCode] = [.router, .classlessStaticRoute, .microsoftClasslessStaticRoute]
        let scopes = [options, subnet.options] + subnet.pools.map(\.options) + classes.map(\.options)
        guard let prefix = subnet.prefix, !subnet.pools.isEmpty,
            !routes.contains(where: { code in scopes.contains { $0.places[code] != nil } })
        else { return }
        prefix.place.notice("no routers option, so its clients reach nobody outside \(prefix.value)")
    }

    /// Whoever is told another mask than the subnet's looks for others at the wrong place.
    private func checkMask(of subnet: ReadSubnet) {
        guard let prefix = subnet.prefix?.value else { return }
        let scope = subnet.options.options.contains(.subnetMask) ? subnet.options : options
        guard let mask = scope.options[.subnetMask], mask != prefix.mask else { return }
        scope.places[.subnetMask]?.warn(
            "\(mask) is not the mask of \(prefix), \(prefix.mask), which clients get when this is left out")
    }

    /// The options of each kind of client, from the widest scope to its own.
    private func checkDefaultRoutes() {
        checkDefaultRoute([options])
        for member in classes { checkDefaultRoute([options, member.options]) }
        for subnet in subnets {
            checkDefaultRoute([options, subnet.options])
            for pool in subnet.pools { checkDefaultRoute([options, subnet.options, pool.options]) }
            for reservation in subnet.reservations {
                checkDefaultRoute([options, subnet.options, reservation.options])
            }
        }
    }

    /// Warns of classless routes without a default route where the last scope adds them, or adds routers to them.
    private func checkDefaultRoute(_ scopes: [OptionsReader.Result]) {
        guard let own = scopes.last?.places else { return }
        let routes: [(code: DHCPOptionCode, key: DHCPOptionKey<ClasslessRoutes>)] = [
            (.classlessStaticRoute, .classlessStaticRoute),
            (.microsoftClasslessStaticRoute, .microsoftClasslessStaticRoute),
        ]
        for (code, key) in routes where own[code] != nil || own[.router] != nil {
            guard let scope = scopes.last(where: { $0.options.contains(code) }),
                let value = scope.options[key], !value.routes.contains(where: { $0.destination.length == 0 }),
                let router = scopes.last(where: { $0.options.contains(.router) })?.options[.router]?.first
            else { continue }
            scope.places[code]?.warn(
                "no default route, and clients that read these routes pass over routers (RFC 3442); add "
                    + "\"0.0.0.0/0 via \(router)\"")
        }
    }
}
