#if Admin
    import Foundation
    import Testing

    extension Integration {
        /// The dashboard in Chromium, as its users have it.
        @Suite(.enabled(if: Environment.canBrowse, "needs chromium, chromium-driver and curl"))
        struct DashboardTests {
            private static let page = "http://127.0.0.1:8067"

            /// As root, who made the file of the tokens.
            private static let configuration =
                ServerConfiguration.standard().replacing("server: { ", with: "server: { user: root, ")
                + "admin: { listen: 127.0.0.1:8067 }\n"

            /// Starts a server with 10.77.0.0/24 and a browser beside it, which is logged in with a token of a role.
            private func open(
                as role: String = "operator", configuration: String = configuration,
                _ body: (Laboratory, Server, Browser) async throws -> Void
            ) async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let tokens = try laboratory.newDirectory("tokens").appending(path: "tokens").path
                    let text = configuration.replacing("8067 }", with: "8067, tokens: \(tokens) }")
                    let file = try TextFile.holding(text, at: laboratory.newDirectory("c").appending(path: "dhcp.yaml"))
                    let token = try await Command.run(
                        Environment.binary(named: "dhcp").path, "token", "add", "tess", "--role", role, "--config",
                        file.path)
                    let server = try await Server.start(in: laboratory, configuration: text)
                    let browser = try await Browser.open(in: laboratory, at: laboratory.server.namespace)
                    try await browser.go(to: Self.page)
                    let word = try #require(token.split(whereSeparator: \.isWhitespace).last { $0.hasPrefix("dhcp-") })
                    try await browser.type(String(word), into: "#token")
                    try await browser.press("Log in")
                    try await browser.waitForText("Is it well?")
                    try await body(laboratory, server, browser)
                    // A wrong answer to a request is a complaint too, and wanted in some tests, so they ask for these.
                    let forbidden = try await browser.complaints().filter { $0.contains("Content Security Policy") }
                    #expect(forbidden.isEmpty)
                }
            }

            @Test("a lease that a client gets is seen live, found by typing, reserved and released")
            func lifeOfALease() async throws {
                try await open { laboratory, server, browser in
                    try await browser.go(to: "\(Self.page)/#/events")
                    try await browser.waitForText("Live.")
                    let client = try laboratory.client
                    let address = try await Udhcpc(on: client, in: laboratory).acquire()
                    try await browser.waitForText("lease-begun")

                    try await browser.go(to: "\(Self.page)/#/leases")
                    try await browser.type(client.hardwareAddress, into: "#search")
                    try await browser.waitForText(address)
                    try await browser.press("Reserve")
                    try await browser.click("dialog button[value=yes]")
                    try await browser.waitForText("it counts from")
                    try await browser.go(to: "\(Self.page)/#/reservations")
                    try await browser.waitForText("made here")

                    try await browser.go(to: "\(Self.page)/#/leases")
                    try await browser.press("Release")
                    try await browser.click("dialog button[value=yes]")
                    try await browser.waitForText("released")
                    _ = try await server.process.waitForLine(/changed by an administrator.*released/)
                }
            }

            @Test("each page shows itself without a complaint of the browser")
            func pages() async throws {
                try await open { _, _, browser in
                    for (page, text) in [
                        ("", "What became of messages"), ("pools", "10.77.0.100-10.77.0.150"), ("leases", "in all"),
                        ("reservations", "Reserve an address"), ("events", "Live."), ("configuration", "domain-name"),
                        ("client/10.77.0.100", "No lease goes by that"),
                    ] {
                        try await browser.go(to: "\(Self.page)/#/\(page)")
                        try await browser.waitForText(text)
                    }
                    #expect(try await browser.complaints().filter { !$0.contains("404") && !$0.contains("401") } == [])
                }
            }

            @Test("a configuration is checked in the page, and the file read again")
            func checks() async throws {
                try await open { _, server, browser in
                    try await browser.go(to: "\(Self.page)/#/configuration")
                    try await browser.type("subnets:\n  - subnet: 10.0.0.5/24\n", into: "#new")
                    try await browser.press("Check")
                    try await browser.waitForText("has host bits set")
                    try await browser.press("Read the file again")
                    try await browser.click("dialog button[value=yes]")
                    try await browser.waitForText("Served:")
                    _ = try await server.process.waitForLine(/changed by an administrator.*read again/)
                }
            }

            @Test("a wrong token is told so, and a reader finds no button that changes anything")
            func strangers() async throws {
                try await open(as: "reader") { _, _, browser in
                    try await browser.go(to: "\(Self.page)/#/reservations")
                    try await browser.waitForText("Counts")
                    #expect(try await !browser.text().contains("Reserve an address"))
                    try await browser.press("Log out")
                    try await browser.type("dhcp-wrong", into: "#token")
                    try await browser.press("Log in")
                    try await browser.waitForText("this token is wrong")
                }
            }

            @Test("what a client calls itself is shown as text, whatever it holds")
            func markup() async throws {
                try await open { laboratory, _, browser in
                    // Without blanks, at which udhcpc ends a name.
                    let name = "<img/src=x/onerror=document.title='owned'>"
                    let udhcpc = try Udhcpc(
                        on: laboratory.client, in: laboratory, options: ["-x", "hostname:\(name)"])
                    _ = try await udhcpc.acquire()
                    try await browser.go(to: "\(Self.page)/#/leases")
                    try await browser.waitForText(name)
                    #expect(try await browser.run("return document.title") as? String != "owned")
                    #expect(try await browser.run("return document.querySelectorAll('main img').length") as? Int == 0)
                }
            }
        }
    }
#endif
