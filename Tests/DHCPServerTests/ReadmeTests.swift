import Foundation
import Testing

@Suite struct ReadmeTests {
    @Test func theReadmeShowsTheSnippetThatIsCompiledAndRun() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let snippet = try String(contentsOf: root.appending(path: "Snippets/ThirtyLineServer.swift"), encoding: .utf8)
        let code = try #require(snippet.range(of: "import DHCP\n")).lowerBound
        #expect(readme.contains("```swift\n" + snippet[code...] + "```"))
        #expect(snippet[code...].split(separator: "\n").count <= 30)
    }
}
