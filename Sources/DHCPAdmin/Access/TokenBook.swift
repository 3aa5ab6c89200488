import DHCP
import DHCPServer
import Foundation
import Logging
import Synchronization

/// The tokens of a file, which is read again when it has changed.
final class TokenBook: Sendable {
    private struct State {
        /// The file that was read; `nil` within for none.
        var facts: FileFacts??
        var tokens: [AdminToken] = []
    }

    private let path: String?
    private let logger: Logger
    private let state = Mutex(State())

    /// Takes the file; without one nobody comes in by a token.
    init(_ path: String?, _ logger: Logger) {
        self.path = path
        self.logger = logger
    }

    /// The token with this secret, when it is good now.
    func token(of secret: String) -> AdminToken? { token(withDigest: AdminSecret.digest(of: secret).hexadecimal()) }

    /// The token whose secret has this digest, when it is good now.
    func token(withDigest digest: String) -> AdminToken? {
        let now = Int(Date().timeIntervalSince1970)
        // All are compared, each to its end, so that the time tells nothing.
        var found: AdminToken?
        for token in current() where Self.isSame(token.digest, digest) && !token.hasExpired(at: now) { found = token }
        return found
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func current() -> [AdminToken] {
        guard let path else { return [] }
        let facts = FileFacts(at: path)
        return state.withLock { state in
            if let known = state.facts, known == facts { return state.tokens }
            state.facts = .some(facts)
            do throws(TokenFileError) {
                state.tokens = try TokenFile.read(path)
            } catch {
                state.tokens = []
                logger.error("no token is taken: \(error)")
            }
            return state.tokens
        }
    }
}
