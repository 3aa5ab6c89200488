import Foundation

/// Chromium in a namespace, driven as a person would by WebDriver (W3C).
final class Browser {
    private let namespace: NetworkNamespace
    private let driver: RunningProcess
    private let session: String
    private let directory: URL

    private static let port = 9515

    /// What WebDriver says when it can not do something.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a browser with an empty profile.
    static func open(in laboratory: Laboratory, at namespace: NetworkNamespace) async throws -> Browser {
        let directory = try laboratory.newDirectory("browser")
        let driver = try laboratory.start("chromedriver", in: namespace, ["chromedriver", "--port=\(port)"])
        _ = try await driver.waitForLine(/started successfully/)
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900",
            "--user-data-dir=\(directory.path)/profile",
        ]
        let answer = try await ask(
            namespace, directory, "POST", "/session",
            [
                "capabilities": [
                    "alwaysMatch": [
                        "goog:chromeOptions": ["args": arguments], "goog:loggingPrefs": ["browser": "ALL"],
                    ]
                ]
            ])
        guard let session = (answer as? [String: Any])?["sessionId"] as? String else {
            throw Failure(description: "no browser: \(answer)\n\(driver.transcript)")
        }
        return Browser(namespace, driver, session, directory)
    }

    private init(_ namespace: NetworkNamespace, _ driver: RunningProcess, _ session: String, _ directory: URL) {
        (self.namespace, self.driver, self.session, self.directory) = (namespace, driver, session, directory)
    }

    /// Goes to a page.
    func go(to address: String) async throws { try await ask("POST", "/url", ["url": address]) }

    /// Runs a function body in the page, and returns what it returns.
    @discardableResult
    func run(_ script: String) async throws -> Any {
        try await ask("POST", "/execute/sync", ["script": script, "args": [String]()])
    }

    /// All that the page says.
    func text() async throws -> String { try await run("return document.body.innerText") as? String ?? "" }

    /// Waits until the page says something.
    func waitForText(_ text: String) async throws {
        var last = ""
        _ = try await wait(for: "the page to say \(text)", evidence: { last }) {
            last = try await self.text()
            return last.contains(text) ? true : nil
        }
    }

    /// Clicks what a selector of CSS finds, once it is there.
    func click(_ selector: String) async throws {
        try await ask("POST", "/element/\(element(selector))/click", [String: String]())
    }

    /// Types into what a selector of CSS finds, in place of what stands there.
    func type(_ text: String, into selector: String) async throws {
        let element = try await element(selector)
        try await ask("POST", "/element/\(element)/clear", [String: String]())
        try await ask("POST", "/element/\(element)/value", ["text": text])
    }

    /// Presses the first button with these words, once it is there; found again where the page draws itself anew meanwhile.
    func press(_ words: String) async throws {
        let path = "//button[starts-with(normalize-space(), '\(words)')]"
        _ = try await wait(for: "a button \(words)") { () async throws -> Bool? in
            guard let button = try await found("xpath", path) else { return nil }
            do {
                try await ask("POST", "/element/\(button)/click", [String: String]())
                return true
            } catch let failure as Failure where failure.description.contains("stale element") {
                return nil
            }
        }
    }

    /// Makes a picture of the page.
    func picture() async throws -> Data {
        guard let text = try await ask("GET", "/screenshot", nil) as? String, let data = Data(base64Encoded: text)
        else {
            throw Failure(description: "no picture")
        }
        return data
    }

    /// What the browser complained of, such as a script that the policy of the page forbids.
    func complaints() async throws -> [String] {
        let entries = try await ask("POST", "/se/log", ["type": "browser"]) as? [[String: Any]] ?? []
        return entries.filter { $0["level"] as? String == "SEVERE" }.compactMap { $0["message"] as? String }
    }

    private func element(_ selector: String) async throws -> String {
        try await wait(for: "\(selector) in the page") { try await found("css selector", selector) }
    }

    private func found(_ way: String, _ selector: String) async throws -> String? {
        let elements = try await ask("POST", "/elements", ["using": way, "value": selector])
        return (elements as? [[String: String]])?.first?.values.first
    }

    @discardableResult
    private func ask(_ method: String, _ path: String, _ body: Any?) async throws -> Any {
        let value = try await Self.ask(namespace, directory, method, "/session/\(session)\(path)", body)
        if let problem = (value as? [String: Any])?["error"] as? String, !path.hasPrefix("/execute") {
            throw Failure(description: "\(path): \(problem): \((value as? [String: Any])?["message"] ?? "")")
        }
        return value
    }

    private static func ask(
        _ namespace: NetworkNamespace, _ directory: URL, _ method: String, _ path: String, _ body: Any?
    ) async throws -> Any {
        var command = ["curl", "--silent", "--show-error", "--max-time", "60", "--request", method]
        if let body {
            let file = directory.appending(path: "request.json")
            try JSONSerialization.data(withJSONObject: body).write(to: file)
            command += ["--header", "Content-Type: application/json", "--data-binary", "@\(file.path)"]
        }
        let text = try await Command.run(namespace.inside(command + ["http://127.0.0.1:\(port)\(path)"]))
        let answer = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return answer?["value"] ?? NSNull()
    }
}
