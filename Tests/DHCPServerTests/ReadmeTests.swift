import Foundation
import Testing

@Suite struct ReadmeTests {
    static func text(of path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func theReadmeShowsTheSnippetThatIsCompiledAndRun() throws {
        let readme = try Self.text(of: "README.md")
        let snippet = try Self.text(of: "Snippets/ThirtyLineServer.swift")
        let code = try #require(snippet.range(of: "import DHCP\n")).lowerBound
        #expect(readme.contains("```swift\n" + snippet[code...] + "```"))
        #expect(snippet[code...].split(separator: "\n").count <= 30)
    }

    @Test func theArticleAboutNetworkBootShowsLinesOfTheSnippet() throws {
        let article = try Self.text(of: "Sources/DHCPServer/Documentation.docc/NetworkBoot.md")
        let snippet = try Self.text(of: "Snippets/PXEServer.swift").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let blocks = article.matches(of: #/```swift\n(?<code>(?s:.*?))```/#)
        #expect(blocks.count == 2)
        for block in blocks {
            let lines = block.output.code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(snippet.contains(lines), "\(block.output.code)")
        }
    }
}
