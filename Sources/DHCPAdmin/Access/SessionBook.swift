import DHCP
import Synchronization

/// Who has come in with a browser, and links by which somebody may do so once.
final class SessionBook: Sendable {
    /// A session, or what a link begins one for.
    struct Session: Sendable {
        let name: String
        let role: AdminRole
        /// The digest of the token that began it, with which it ends; `nil` for one of a link.
        let token: String?
        let end: ContinuousClock.Instant
    }

    private struct State {
        var sessions: [[UInt8]: Session] = [:]
        var links: [[UInt8]: Session] = [:]
    }

    private let state = Mutex(State())

    static let lifetime = Duration.seconds(12 * 3600)
    private static let lifetimeOfLink = Duration.seconds(10 * 60)
    /// So many are open at a time; one more ends the oldest.
    private static let limit = 1000

    /// Begins a session, and returns what its browser keeps of it.
    func begin(name: String, role: AdminRole, token: String?, at now: ContinuousClock.Instant = .now) -> String {
        let secret = AdminSecret()
        state.withLock {
            Self.add(
                Session(name: name, role: role, token: token, end: now + Self.lifetime), secret, to: &$0.sessions, now)
        }
        return secret.text
    }

    /// The session of a browser; `nil` when it has none (any more).
    func session(_ secret: String, at now: ContinuousClock.Instant = .now) -> Session? {
        let digest = AdminSecret.digest(of: secret)
        return state.withLock { state in
            guard let session = state.sessions[digest] else { return nil }
            if session.end > now { return session }
            state.sessions[digest] = nil
            return nil
        }
    }

    /// Ends a session.
    func end(_ secret: String) { state.withLock { $0.sessions[AdminSecret.digest(of: secret)] = nil } }

    /// Makes what a link holds that is good once and for minutes.
    func makeLink(name: String, role: AdminRole, at now: ContinuousClock.Instant = .now) -> String {
        let secret = AdminSecret()
        state.withLock {
            Self.add(
                Session(name: name, role: role, token: nil, end: now + Self.lifetimeOfLink), secret, to: &$0.links, now)
        }
        return secret.text
    }

    /// Uses up a link, and returns the secret of the session that it begins; `nil` when it is good no more.
    func redeem(_ secret: String, at now: ContinuousClock.Instant = .now) -> String? {
        let link = state.withLock { $0.links.removeValue(forKey: AdminSecret.digest(of: secret)) }
        guard let link, link.end > now else { return nil }
        return begin(name: link.name, role: link.role, token: nil, at: now)
    }

    private static func add(
        _ session: Session, _ secret: AdminSecret, to sessions: inout [[UInt8]: Session], _ now: ContinuousClock.Instant
    ) {
        if sessions.count >= limit {
            sessions = sessions.filter { $0.value.end > now }
            if sessions.count >= limit { sessions.min { $0.value.end < $1.value.end }.map { sessions[$0.key] = nil } }
        }
        sessions[secret.digest] = session
    }
}
