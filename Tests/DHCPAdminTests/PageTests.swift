#if Admin
    import DHCPProgram
    import DHCPServer
    import Foundation
    import NIOCore
    import Testing

    @testable import DHCPAdmin

    /// The dashboard's files, and what its charts are made of.
    @Suite struct PageTests {
        @Test("the page is for everybody, and runs and loads nothing from elsewhere")
        func page() async throws {
            try await AdminLab.running("listen: 127.0.0.1:0, tokens: tokens") { lab async throws in
                let answer = try await lab.loopback.ask("GET", "/")
                #expect(answer.status == 200)
                #expect(answer.text.contains("default-src 'none'; script-src 'self'"))
                #expect(answer.text.contains("<!doctype html>"))
                #expect(!answer.text.contains("http://") && !answer.text.contains("https://"))
                #expect(try await lab.loopback.ask("POST", "/").status == 405)
                #expect(try await lab.loopback.ask("GET", "/page/../../etc/passwd").status == 404)
            }
        }

        @Test("each file that a file of the dashboard names is there")
        func names() throws {
            let paths = PageFile.paths
            #expect(paths.count == PageFile.all.count)
            for file in PageFile.all {
                let text = String(buffer: file.octets)
                for match in text.matches(of: /(?:from |src=|href=)"(\.|\/page)\/([a-z.]+)"/) {
                    #expect(paths.contains("/page/\(match.output.2)"), "\(file.name) names \(match.output.2)")
                }
                #expect(!text.contains("innerHTML") && !text.contains("eval("), "\(file.name)")
            }
        }

        @Test("what the server measures is a sample, the first of them at once")
        func measured() async throws {
            try await AdminLab.running { lab async throws in
                var looks = lab.server.handle.standings.makeAsyncIterator()
                let first = try #require(await looks.next())
                #expect(first.status.version == (try await lab.server.handle.status().version))
                var again = lab.server.handle.standings.makeAsyncIterator()
                #expect(try #require(await again.next()).answerTimes == first.answerTimes)
            }
        }

        @Test("a day of samples is kept, and no more")
        func ring() async throws {
            try await AdminLab.running { lab async throws in
                let status = try await lab.server.handle.status()
                let ring = SampleRing()
                for number in 0..<10_000 { ring.add(status, at: number * SampleRing.period) }
                let samples = ring.samples(since: 0)
                #expect(samples.count <= 1440)
                #expect(samples.last?.time == 99_990)
                #expect(samples.first.map { $0.time >= 99_990 - 86_400 } == true)
                #expect(samples.map(\.time) == samples.map(\.time).sorted())
                #expect(ring.samples(since: 99_900).map(\.time) == (0...9).map { 99_900 + $0 * 10 })
                let pools = ring.pools(since: 0)
                #expect(pools.count == 144)
                #expect(pools.last?.pools?.count == 1)
            }
        }
    }
#endif
