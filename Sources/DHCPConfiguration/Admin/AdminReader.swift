import DHCP

/// Reads `admin`.
enum AdminReader {
    static func read(_ value: YAMLValue?) -> AdminSettings {
        value?.section(.admin) { section in
            var settings = AdminSettings(
                socket: socket(section.value(.socket)), listen: section.value(.listen)?.endpoint(),
                tls: section.value(.tls)?.section(.adminTLS, tls) ?? nil,
                tokens: section.value(.tokens)?.file("/var/lib/dhcp-server/tokens"))
            settings.names = section.value(.names)?.list().compactMap(name) ?? []
            settings.metrics = section.value(.metrics)?.word(AdminSettings.Metrics.self) ?? settings.metrics
            check(settings, section)
            return settings
        } ?? AdminSettings()
    }

    private static func socket(_ value: YAMLValue?) -> AdminSettings.Socket {
        guard let value else { return .automatic }
        guard let path = value.file("/run/dhcp-server/admin.sock") else { return .automatic }
        return path == "none" ? .none : .path(path)
    }

    private static func tls(_ section: SectionReader) -> AdminSettings.TLS? {
        let certificate = section.required(.certificate, such: "certificate: /etc/dhcp/admin.pem")
        let key = section.required(.key, such: "key: /etc/dhcp/admin-key.pem")
        guard let certificate = certificate?.file("/etc/dhcp/admin.pem"), let key = key?.file("/etc/dhcp/admin-key.pem")
        else { return nil }
        return AdminSettings.TLS(certificate: certificate, key: key)
    }

    /// A name as browsers send it, in small letters.
    private static func name(_ value: YAMLValue) -> String? {
        value.read("a name such as dhcp.example.org") { text in
            let isName =
                (1...253).contains(text.utf8.count)
                && text.utf8.allSatisfy {
                    UInt8(ascii: "a") <= $0 && $0 <= UInt8(ascii: "z")
                        || UInt8(ascii: "A") <= $0 && $0 <= UInt8(ascii: "Z")
                        || UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") || $0 == UInt8(ascii: "-")
                        || $0 == UInt8(ascii: ".")
                }
            return isName ? text.lowercased() : nil
        }
    }

    private static func check(_ settings: AdminSettings, _ section: SectionReader) {
        // What could not be read is reported already.
        let isMisread = section.isMisread(.tls) || section.value(.tls) != nil
        if let refusal = settings.refusal, !isMisread { section.value(.listen)?.fail(refusal) }
        if settings.listen == nil, !section.isMisread(.listen), section.value(.listen) == nil {
            section.value(.tls)?.warn("has no effect without listen: the socket of this machine needs no TLS")
            if settings.metrics == .open {
                section.value(.metrics)?.warn("has no effect without listen: the socket asks for no token")
            }
        }
    }
}
