import CDHCPLinux
import DHCP

/// 256 random bits by which somebody is known, and what is kept of them.
struct AdminSecret: Sendable {
    /// What its owner says: hexadecimal, behind a word by which people and programs recognise a secret.
    let text: String

    private static let prefix = "dhcp-"

    /// Makes one that nobody can guess.
    init() {
        var octets = [UInt8](repeating: 0, count: 32)
        cdhcp_random(&octets, octets.count)
        text = Self.prefix + octets.hexadecimal()
    }

    /// SHA-256 of a secret: who reads it can not say the secret, as 256 bits can not be tried out.
    static func digest(of text: String) -> [UInt8] {
        let octets = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        cdhcp_sha256(octets, octets.count, &digest, 0)
        return digest
    }

    var digest: [UInt8] { Self.digest(of: text) }
}
