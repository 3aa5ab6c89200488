import Foundation
import Testing

/// The articles' code is compiled, and what they name exists.
@Suite struct ArticleTests {
    @Test(arguments: [
        ("Sources/DHCP/Documentation.docc/Options.md", ["Snippets/OwnOptions.swift"]),
        (
            "Sources/DHCPLeases/Documentation.docc/Policies.md",
            ["Snippets/RackDatabase.swift", "Snippets/WebHook.swift"]
        ),
        ("Sources/DHCPProgram/Documentation.docc/Embedding.md", ["Snippets/EmbeddedServer.swift"]),
        (
            "Sources/DHCPServer/Documentation.docc/Distributed.md",
            ["Snippets/DistributedServers.swift", "Snippets/SharedHandlers.swift"]
        ),
        ("Sources/DHCPTesting/Documentation.docc/Testing.md", ["Tests/DHCPServerTests/HandlerExampleTests.swift"]),
    ])
    func theCodeOfAnArticleIsCompiled(article: String, sources: [String]) throws {
        let code = try sources.map(Repository.text).joined()
        let parts = try Repository.text(of: article).components(separatedBy: "```swift\n").dropFirst()
        #expect(!parts.isEmpty)
        for part in parts {
            let block = try #require(part.components(separatedBy: "```").first)
            #expect(code.contains(block))
        }
    }

    /// Members stand with their type by themselves; a type in no topic is found by nobody.
    @Test func everyPublicTypeIsInATopicOfItsProduct() throws {
        let manifest = try Repository.text(of: "Package.swift")
        let products = manifest.matches(of: /\.library\(name: "(?<name>[A-Za-z]+)"/).map { String($0.output.name) }
        #expect(products.contains("DHCPLeaseFiles"))
        for product in products {
            let pages = try Repository.files(under: "Sources/\(product)", "md").map(Repository.text).joined()
            let sources = try Repository.files(under: "Sources/\(product)", "swift").map(Repository.text)
            for source in sources {
                // What only a trait brings stands in `#if`, four columns to the right.
                let indent = ["DHCPEtcd", "DHCPSQLite"].contains(product) ? "    " : ""
                let declarations = source.matches(
                    of: /(?m)^(?<indent> *)public (?:final )?(?:struct|class|enum|protocol|actor) (?<name>\w+)/)
                for declaration in declarations where declaration.output.indent == indent {
                    let name = declaration.output.name
                    #expect(pages.contains("\n- ``\(name)``\n"), "\(name) is in no topic of \(product)")
                }
            }
        }
    }

    @Test func everyLinkOfAPageLeadsToAFileOrAHeading() throws {
        let pages =
            ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
            + (try Repository.files(under: "Documentation", "md")) + (try Repository.files(under: "Sources", "md"))
        for page in pages {
            let folder = page.split(separator: "/").dropLast().map { "\($0)/" }.joined()
            let text = try Repository.text(of: page).replacing(/`[^`\n]+`/, with: "")
            for link in text.matches(of: /\]\((?<path>[^):#]+)(#(?<heading>[^)]+))?\)/) {
                let path = folder + link.output.path
                #expect(Repository.exists(path), "\(page) leads to \(path)")
                guard let heading = link.output.heading else { continue }
                let headings = try Repository.text(of: path).split(separator: "\n").filter { $0.hasPrefix("#") }
                    .map { line in
                        // As pages of a repository are shown: without punctuation.
                        line.drop { "# ".contains($0) }.lowercased().filter {
                            $0.isLetter || $0.isNumber || " -_".contains($0)
                        }.replacing(" ", with: "-")
                    }
                #expect(headings.contains(String(heading)), "\(page) leads to \(path)#\(heading)")
            }
        }
    }

    @Test func theTableHasEveryRowOfExDhcpAndEveryTestThatItNames() throws {
        let sources = try Repository.tests()
        let rows = try Repository.text(of: "Sources/DHCPServer/Documentation.docc/ComingFromExDhcp.md")
            .split(separator: "\n").map { $0.components(separatedBy: " | ") }
            .filter { $0.count >= 4 && $0[0].firstMatch(of: /^\| [SDKOUNRB][0-9]+$/) != nil }
        let expected =
            [("S", 16), ("D", 13), ("K", 9), ("O", 16), ("U", 6), ("N", 3), ("R", 4), ("B", 17)]
            .flatMap { letter, count in (1...count).map { "| \(letter)\($0)" } }
        #expect(rows.map { $0[0] } == expected)
        for row in rows {
            let names = row[row.count - 1].matches(of: /`([^`]+)`/).map { String($0.output.1) }
            #expect(!names.isEmpty, "no test is named in \(row)")
            for name in names {
                let exists =
                    sources.contains("func \(name)(") || sources.contains("func `\(name)`(")
                    || sources.contains("@Test(\"\(name)\"")
                #expect(exists, "\(row[0]) names a test that does not exist: \(name)")
            }
        }
    }
}

/// The files of this package.
enum Repository {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The paths of the files in a folder and in all folders inside it.
    static func files(under folder: String, _ pathExtension: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            .filter { $0.hasSuffix(".\(pathExtension)") }.map { "\(folder)/\($0)" }
    }

    /// All tests' sources.
    static func tests() throws -> String {
        var text = ""
        for directory in ["Tests", "IntegrationTests"] {
            let files = FileManager.default.enumerator(
                at: root.appending(path: directory), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                if file.pathExtension == "swift" { text += try String(contentsOf: file, encoding: .utf8) }
            }
        }
        return text
    }
}
