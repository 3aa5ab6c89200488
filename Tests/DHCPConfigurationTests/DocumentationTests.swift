import DHCPConfiguration
import Foundation
import Testing

@Suite struct DocumentationTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The YAML blocks of a page.
    private func blocks(of page: String) throws -> [String] {
        let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
        return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test(arguments: ["README.md", "Documentation/Configuration.md"])
    func whatThePagesShowIsRight(page: String) throws {
        let blocks = try blocks(of: page)
        #expect(!blocks.isEmpty)
        for block in blocks { #expect(try ServerConfiguration.parse(block, file: page).warnings == []) }
    }
}
