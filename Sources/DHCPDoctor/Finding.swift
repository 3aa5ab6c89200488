/// Something that was looked at, and how it stands.
package struct Finding: Hashable, Sendable, Codable {
    /// How it stands.
    package enum Severity: String, Hashable, Sendable, Codable {
        /// As it should be.
        case ok
        /// Clients are served, but something may go wrong.
        case warning
        /// Some clients get no address, or a wrong one, or are about to.
        case problem
    }

    /// Which check found it, such as `port`.
    package var check: String
    /// How it stands.
    package var severity: Severity
    /// What is looked at, such as `eth0`.
    package var subject: String
    /// How it stands, in one line.
    package var text: String
    /// What shows it; empty when the text says it all.
    package var evidence: String
    /// A command, or a change of the configuration, that mends it; `nil` when nothing is to be mended.
    package var cure: String?

    init(
        _ check: String, _ severity: Severity, _ subject: String, _ text: String, evidence: String = "",
        cure: String? = nil
    ) {
        self.check = check
        self.severity = severity
        self.subject = subject
        self.text = text
        self.evidence = evidence
        self.cure = cure
    }
}

/// One of the things that are looked at.
package struct DoctorCheck: Sendable {
    /// Its name, such as `port`.
    package let name: String
    private let body: @Sendable (Examination, _ check: String) -> [Finding]

    init(_ name: String, _ body: @escaping @Sendable (Examination, _ check: String) -> [Finding]) {
        self.name = name
        self.body = body
    }

    /// What it finds.
    package func findings(_ examination: Examination) -> [Finding] { body(examination, name) }

    /// All of them: what explains most stands first.
    package static let all: [DoctorCheck] = [
        .configuration, .port, .server, .rights, .container, .unit, .interfaces, .links, .firewall, .otherServers,
        .listening, .conflicts, .pools, .store, .relays, .reversePath, .neighbours, .offload, .limits, .clock,
    ]
}
