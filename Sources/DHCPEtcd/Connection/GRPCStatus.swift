#if Etcd
    import Foundation
    import NIOHPACK

    /// How a call ended, as gRPC says it: <https://github.com/grpc/grpc/blob/master/doc/statuscodes.md>.
    struct GRPCStatus: Error, Hashable, CustomStringConvertible {
        let code: Code
        let message: String

        enum Code: Int {
            case ok = 0
            case cancelled = 1
            case unknown = 2
            case invalidArgument = 3
            case deadlineExceeded = 4
            case notFound = 5
            case alreadyExists = 6
            case permissionDenied = 7
            case resourceExhausted = 8
            case failedPrecondition = 9
            case aborted = 10
            case outOfRange = 11
            case unimplemented = 12
            case internalError = 13
            case unavailable = 14
            case dataLoss = 15
            case unauthenticated = 16
        }

        init(_ code: Code, _ message: String) {
            (self.code, self.message) = (code, message)
        }

        /// What the last headers of an answer say; `nil` when they say nothing of it, as the first ones.
        init?(_ headers: HPACKHeaders) {
            guard let text = headers.first(name: "grpc-status") else { return nil }
            code = Int(text).flatMap(Code.init) ?? .unknown
            let words = headers.first(name: "grpc-message") ?? ""
            message = words.removingPercentEncoding ?? words
        }

        /// What stands for the answer of something that does not speak gRPC; `nil` for HTTP's 200.
        init?(http status: String) {
            switch status {
            case "200": return nil
            case "401": self.init(.unauthenticated, "HTTP status 401")
            case "403": self.init(.permissionDenied, "HTTP status 403")
            case "404": self.init(.unimplemented, "HTTP status 404")
            case "429", "502", "503", "504": self.init(.unavailable, "HTTP status \(status)")
            default: self.init(.unknown, "HTTP status \(status)")
            }
        }

        var description: String { message.isEmpty ? "\(code)" : message }
    }
#endif
