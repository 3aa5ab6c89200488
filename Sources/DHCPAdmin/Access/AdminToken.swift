import DHCP
import Foundation

/// Who may come in over HTTP with a secret, and what for.
package struct AdminToken: Hashable, Sendable, Codable {
    /// The name of whoever has it.
    package let name: String
    package let role: AdminRole
    /// Until when it is good, in seconds since 1970; `nil` for ever.
    package let expires: Int?
    /// SHA-256 of the secret, in hexadecimal.
    package let digest: String

    /// Makes a token with a secret, which is told this once.
    package static func make(name: String, role: AdminRole, expires: Int?) -> (token: AdminToken, secret: String) {
        let secret = AdminSecret()
        let token = AdminToken(name: name, role: role, expires: expires, digest: secret.digest.hexadecimal())
        return (token, secret.text)
    }

    /// Whether it is good no more.
    package func hasExpired(at now: Int) -> Bool { expires.map { $0 <= now } ?? false }

    /// Whether a text may be the name of one.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { octet in
                (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                    || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@")].contains(octet)
            }
    }
}
