import Foundation

/// What an answer says that is wrong (RFC 9457).
package struct AdminProblem: Sendable {
    /// One line with cause and cure.
    package let detail: String
    /// Everything that is wrong, where that is several things.
    package let errors: [String]

    private struct Document: Decodable {
        let detail: String?
        let errors: [String]?
    }

    /// Reads an answer that is no success.
    package init(_ answer: AdminClient.Answer) { self.init(text: answer.text, status: answer.status) }

    /// Reads its text.
    package init(text: String, status: Int) {
        let document = try? JSONDecoder().decode(Document.self, from: Data(text.utf8))
        detail = document?.detail ?? "the server refuses that (HTTP \(status))"
        errors = document?.errors ?? []
    }
}
