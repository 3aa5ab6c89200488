import DHCP
import DHCPLeases

extension EffectiveConfigurationBuilder {
    var store: [EffectiveEntry] {
        switch configuration.store {
        case .file(let path): [entry(.path, in: "store", .text(path))]
        case .memory: [entry(.memory, in: "store", .boolean(true))]
        case .etcd(let settings): [EffectiveEntry(.etcd, .mapping(etcd(settings)))]
        }
    }

    private func etcd(_ settings: EtcdSettings) -> [EffectiveEntry] {
        let scope = "store.etcd"
        let scheme = settings.usesTLS ? "https" : "http"
        var entries = [
            entry(.endpoints, in: scope, .list(settings.endpoints.map { .text("\(scheme)://\($0)") })),
            entry(.prefix, in: scope, .text(settings.prefix)),
        ]
        if settings.usesTLS, settings.authorities == nil {
            entries.append(entry(.ca, in: scope, .words("those that the host trusts")))
        }
        let texts: [(ConfigurationKey, String?)] = [
            (.ca, settings.authorities), (.certificate, settings.certificate), (.key, settings.key),
            (.user, settings.user), (.passwordFile, settings.passwordFile),
        ]
        return entries + texts.compactMap { key, text in text.map { entry(key, in: scope, .text($0)) } }
    }

    var history: [EffectiveEntry] {
        let settings = configuration.history
        let scope = ConfigurationKey.history.rawValue
        return [
            entry(.keep, in: scope, settings.isKept ? .text(DurationText.text(settings.seconds)) : .number(0)),
            entry(.size, in: scope, .text(SizeText.text(Int(clamping: settings.size)))),
            entry(.renewals, in: scope, .boolean(settings.recordsRenewals)),
        ]
    }

    var cluster: [EffectiveEntry] {
        let settings = configuration.cluster
        let scope = ConfigurationKey.cluster.rawValue
        return [
            entry(.name, in: scope, settings.name.map { .text($0) } ?? .words("the name of the host")),
            entry(.lead, in: scope, .text("\(settings.leadPercent)%")),
            entry(.stepInAfter, in: scope, .text("\(settings.stepInAfter)s")),
        ]
    }
}
