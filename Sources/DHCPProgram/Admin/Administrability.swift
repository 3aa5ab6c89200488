package import DHCPConfiguration

/// How a server can be administered: where, and what had to be opened and read while the rights were there.
package struct Administrability: Sendable {
    package let settings: AdminSettings
    package let place: AdminPlace
    /// The sockets; `nil` when nobody asked for them before the server ran.
    package let sockets: AdminSockets?
    /// Certificate and key, in PEM; `nil` without TLS.
    package let identity: (certificate: [UInt8], key: [UInt8])?

    /// Throws ``CompleteServerError`` when what the configuration names can not be opened or read.
    package init(_ settings: AdminSettings, _ storage: LeaseStorage, file: String?, opensSockets: Bool) throws {
        if let refusal = settings.refusal { throw CompleteServerError(.administration, "admin.listen: \(refusal)") }
        self.settings = settings
        place = AdminPlace(settings, storage, file: file)
        identity = try settings.tls.map { tls in
            func octets(_ path: String, _ key: String) throws -> [UInt8] {
                try SmallFile.octets(
                    AdminPlace.path(path, besideConfiguration: file), "admin.tls.\(key)", .administration)
            }
            return (try octets(tls.certificate, "certificate"), try octets(tls.key, "key"))
        }
        sockets = opensSockets ? try AdminSockets(place, listen: settings.listen) : nil
    }
}

extension CompleteServer.Handle {
    /// How the server can be administered.
    package var administration: Administrability { conduct.administration }
}
