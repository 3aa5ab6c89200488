#if Admin
    import CDHCPDashboard
    import HTTPTypes
    import Hummingbird
    import NIOCore

    extension AdminRoutes {
        /// The dashboard: files that hold nothing of the server's, for everybody, so that one can log in by them.
        mutating func addPage() {
            for file in PageFile.all { open(.get, file.path) { _ in file.response } }
        }

        /// How the server stood in the last day, for the charts of the dashboard.
        mutating func addSamples() {
            on(.get, "/api/v1/samples", .reader) { call in
                try call.allow("last", "pools")
                let last = try call.query.number("last", in: 1...86400)
                let ring = call.administration.samples
                let start = SampleRing.now - (last ?? 3600)
                return try .json(
                    SampleList(
                        samples: try call.query.flag("pools") ? ring.pools(since: start) : ring.samples(since: start)))
            }
        }
    }

    private struct SampleList: Encodable {
        let samples: [Sample]
    }

    /// A file of the dashboard.
    struct PageFile: Sendable {
        let name: String
        let type: String
        let octets: ByteBuffer

        /// All that there are; they are part of the program.
        static let all: [PageFile] = (0...).lazy.map { cdhcp_page_file($0) }.prefix { $0.name != nil }.map { file in
            PageFile(
                name: String(cString: file.name), type: String(cString: file.type),
                octets: ByteBuffer(bytes: UnsafeBufferPointer(start: file.octets, count: file.count)))
        }

        /// Where they are served.
        static let paths = Set(all.map(\.path))

        /// Where it is served.
        var path: String { name == "index.html" ? "/" : "/page/\(name)" }

        /// Nothing from elsewhere is loaded or run, and no other page shows this one.
        private static let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"

        var response: Response {
            var headers: HTTPFields = [.contentType: type, .contentSecurityPolicy: Self.policy]
            headers[.cacheControl] = "no-cache"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: octets))
        }
    }
#endif
