import DHCP

extension EffectiveConfigurationBuilder {
    var admin: [EffectiveEntry] {
        let settings = configuration.admin
        let scope = ConfigurationKey.admin.rawValue
        let socket: EffectiveValue =
            switch settings.socket {
            case .automatic: .words("admin.sock in $RUNTIME_DIRECTORY, else beside the leases")
            case .none: .text("none")
            case .path(let path): .text(path)
            }
        var entries = [
            entry(.socket, in: scope, socket),
            entry(.listen, in: scope, settings.listen.map { .text($0) } ?? .words("only at the socket")),
        ]
        if let tls = settings.tls {
            let tlsScope = "\(scope).\(ConfigurationKey.tls.rawValue)"
            entries.append(
                EffectiveEntry(
                    .tls,
                    .mapping([
                        entry(.certificate, in: tlsScope, .text(tls.certificate)),
                        entry(.key, in: tlsScope, .text(tls.key)),
                    ])))
        }
        entries.append(entry(.tokens, in: scope, settings.tokens.map { .text($0) } ?? .words("beside the leases")))
        if !settings.names.isEmpty { entries.append(entry(.names, in: scope, .list(settings.names.map { .text($0) }))) }
        entries.append(entry(.metrics, in: scope, .text(settings.metrics.rawValue)))
        return entries
    }
}
