import DHCP

/// Says of options that `send-always` names and nothing sets: nothing is sent then.
struct UnsetOptions {
    private let scopes: [OptionsReader.Result]

    /// What the server sets by itself, for all or for machines that boot.
    private static let own: Set<DHCPOptionCode> = [
        .subnetMask, .vendorSpecificInformation, .vendorClassIdentifier, .tftpServerName, .bootFileName,
    ]

    init(_ options: OptionsReader.Result, _ classes: [ReadClass], _ subnets: [ReadSubnet]) {
        scopes =
            [options] + classes.map(\.options) + subnets.map(\.options)
            + subnets.flatMap { $0.pools.map(\.options) + $0.reservations.map(\.options) }
    }

    func run() {
        guard scopes.contains(where: { !$0.alwaysPlaces.isEmpty }) else { return }
        let set = scopes.reduce(into: Self.own) { $0.formUnion($1.options.codes) }
        for scope in scopes {
            for (code, place) in scope.alwaysPlaces where !set.contains(code) {
                place.notice("no options set this, so nothing is sent")
            }
        }
    }
}
