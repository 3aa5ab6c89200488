import Foundation
import Testing

/// Links between the pages of the repository.
@Suite struct PageLinkTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// README and the like, and all pages below these folders.
    private func pages() throws -> [URL] {
        let top = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        let below = ["Documentation", "Sources", "Packaging", "Examples"].flatMap { folder in
            (FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }) ?? []
        }
        return (top + below).filter { $0.pathExtension == "md" }
    }

    /// The targets of `[text](target)` that are in the repository, outside code.
    private func links(of page: String) -> [String] {
        let prose = page.components(separatedBy: "```").enumerated().filter { $0.offset.isMultiple(of: 2) }
            .map(\.element).joined().replacing(/`[^`]*`/, with: "")
        return prose.matches(of: /\]\(([^()\s]+)\)/).map { String($0.output.1) }
            .filter { !$0.contains(":") }
    }

    /// The anchors of a page's headings, as they are made by the forges that show it.
    private func anchors(of page: String) -> Set<String> {
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("#") }
        return Set(
            headings.map { heading in
                heading.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
                    .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
                    .replacing(" ", with: "-")
            })
    }

    @Test func eachLinkLeadsSomewhere() throws {
        let pages = try pages()
        #expect(pages.count > 20)
        var linkCount = 0
        for page in pages {
            for link in links(of: try String(contentsOf: page, encoding: .utf8)) {
                linkCount += 1
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let target =
                    parts[0].isEmpty
                    ? page : page.deletingLastPathComponent().appending(path: String(parts[0])).standardizedFileURL
                let place = "\(page.lastPathComponent): \(link)"
                guard FileManager.default.fileExists(atPath: target.path) else {
                    Issue.record("\(place) leads nowhere")
                    continue
                }
                if parts.count == 2 {
                    let text = try String(contentsOf: target, encoding: .utf8)
                    #expect(anchors(of: text).contains(String(parts[1])), "\(place): no such heading")
                }
            }
        }
        #expect(linkCount > 50)
    }
}
