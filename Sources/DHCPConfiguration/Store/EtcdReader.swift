/// Reads `store.etcd`.
struct EtcdReader {
    private let section: SectionReader

    static func read(_ value: YAMLValue) -> StoreSettings {
        .etcd(value.section(.etcd) { EtcdReader(section: $0).settings } ?? EtcdSettings(endpoints: []))
    }

    private var settings: EtcdSettings {
        let endpoints = readEndpoints()
        let (ca, certificate, key) = (section.value(.ca), section.value(.certificate), section.value(.key))
        let (user, password) = (section.value(.user), section.value(.passwordFile))
        // What one without the other says nothing about.
        pair(certificate, .certificate, key, .key)
        pair(user, .user, password, .passwordFile)
        let named = endpoints.compactMap { $0.value.scheme }
        let usesTLS = named.first.map { $0 == .https } ?? (ca != nil || certificate != nil)
        if !usesTLS {
            for (value, word) in [(ca, "authorities"), (certificate, "a certificate")] {
                value?.fail("\(word) without TLS; write the endpoints as in https://10.0.0.1:\(EtcdSettings.usualPort)")
            }
            user?.warn("the password goes over the network for all to read; write the endpoints as https://…")
        }
        var settings = EtcdSettings(
            endpoints: endpoints.map(\.value.authority), usesTLS: usesTLS,
            prefix: section.value(.prefix)?.read(Self.expectedPrefix, orComplain: Self.prefix)
                ?? EtcdSettings.defaultPrefix)
        settings.authorities = ca?.file("/etc/dhcp/etcd-ca.pem")
        settings.certificate = certificate?.file("/etc/dhcp/etcd-client.pem")
        settings.key = key?.file("/etc/dhcp/etcd-client-key.pem")
        settings.user = user?.read("a user of etcd such as dhcp") { $0.isEmpty || $0.contains("\0") ? nil : $0 }
        settings.passwordFile = password?.file("/etc/dhcp/etcd-password")
        return settings
    }

    private func pair(_ first: YAMLValue?, _ firstKey: ConfigurationKey, _ second: YAMLValue?, _ key: ConfigurationKey)
    {
        if section.hasUnknownKeys { return }
        if second == nil { first?.fail("\(key.rawValue) is missing beside it") }
        if first == nil { second?.fail("\(firstKey.rawValue) is missing beside it") }
    }

    // MARK: Endpoints

    private func readEndpoints() -> [Placed<EtcdEndpoint>] {
        guard let list = section.required(.endpoints, such: "endpoints: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379]")
        else { return [] }
        let values = list.list()
        if values.isEmpty { list.fail("there is no endpoint, so nothing is kept; write them as in [10.0.0.1:2379]") }
        var endpoints: [Placed<EtcdEndpoint>] = []
        for value in values {
            guard let endpoint = value.read(EtcdEndpoint.expected, orComplain: EtcdEndpoint.endpoint) else { continue }
            if endpoints.contains(where: { $0.value.authority == endpoint.authority }) {
                value.fail("\(endpoint.authority) stands twice")
            }
            endpoints.append(Placed(endpoint, value))
        }
        checkSchemes(endpoints)
        if endpoints.count == values.count { warnOfCount(endpoints.count, list) }
        return endpoints
    }

    /// All are asked in one way.
    private func checkSchemes(_ endpoints: [Placed<EtcdEndpoint>]) {
        guard let first = endpoints.first?.value.scheme else {
            let other = endpoints.first { $0.value.scheme != nil }
            other?.place.fail("one with http:// or https://, others without; write it in front of all, or of none")
            return
        }
        for endpoint in endpoints where endpoint.value.scheme != first {
            endpoint.place.fail("all begin with \(first.rawValue)://, or all do not; the first does")
        }
    }

    private func warnOfCount(_ count: Int, _ list: YAMLValue) {
        switch count {
        case 1: list.warn("one machine of etcd: when it is gone, nobody gets a new lease; three are usual")
        case 2: list.warn("two machines of etcd: when one is gone, nobody gets a new lease; three are usual")
        case _ where count > 0 && count.isMultiple(of: 2):
            list.warn("\(count) machines of etcd: no more of them may be gone than of \(count - 1)")
        default: break
        }
    }

    // MARK: Prefix

    private static let expectedPrefix = "what all keys begin with, such as /dhcp4"

    private static func prefix(_ text: String) throws(Complaint) -> String {
        guard text.hasPrefix("/") else { throw Complaint("\(text.shown) must begin with /, as in /dhcp4") }
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("") {
            throw Complaint(
                "\(text.shown) has an empty part; a slash stands in front of each part, and none at the end")
        }
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Complaint("\(text.shown) is not \(expectedPrefix): up to 255 letters, digits and signs")
        }
        return text
    }
}
