internal import DHCPLinux
internal import Foundation

/// Has nft say which rules there are.
enum FirewallReader {
    /// Why they can not be read.
    struct Obstacle: Error, CustomStringConvertible {
        let description: String
    }

    /// A ruleset of more octets is not looked at.
    private static let limit = 32 << 20
    /// So long it is waited for, in milliseconds.
    private static let patience: Int32 = 5000

    /// The rules, in the JSON of nft.
    static func ruleset() -> Result<String, Obstacle> {
        let places = ["/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft"]
        guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            return .failure(Obstacle(description: "there is no nft here"))
        }
        guard geteuid() == 0 else { return .failure(Obstacle(description: "only root may read them")) }
        guard
            let octets = SystemProgram.output(
                of: program, ["-j", "list", "ruleset"], limit: limit, milliseconds: patience)
        else { return .failure(Obstacle(description: "nft does not tell them")) }
        return .success(String(decoding: octets, as: UTF8.self))
    }
}
