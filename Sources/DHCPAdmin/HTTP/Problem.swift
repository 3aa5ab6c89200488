#if Admin
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import Foundation
    import HTTPTypes
    import Hummingbird
    import NIOCore

    /// What is wrong with a request, or keeps it from being done (RFC 9457).
    struct Problem: Error {
        let status: HTTPResponse.Status
        /// One line with cause and cure.
        let detail: String
        /// Everything that is wrong, where that is several things.
        var errors: [String] = []
        var headers = HTTPFields()

        init(_ status: HTTPResponse.Status, _ detail: String) {
            self.status = status
            self.detail = detail
        }

        /// What of a server's errors a caller can understand and mend.
        init(_ error: any Error) {
            switch error {
            case let problem as Problem: self = problem
            case let problem as QueryProblem: self.init(.badRequest, problem.description)
            case let errors as ConfigurationErrors:
                self.init(.unprocessableContent, "the configuration is wrong")
                self.errors = errors.diagnostics.map(\.description)
            case let error as LeaseConfigurationError: self.init(.unprocessableContent, "\(error)")
            case let error as CompleteServerError where error.code == .reservation:
                self.init(.conflict, error.description)
            case let error as CompleteServerError where error.code == .question:
                self.init(.unprocessableContent, error.description)
            case let error as CompleteServerError where error.code == .changed:
                self.init(.preconditionFailed, error.description)
            case let error as DHCPServiceError where error.code == .overloaded || error.code == .unsettled:
                self.init(.tooManyRequests, "the server has too much to do: repeat this in a second")
                headers[.retryAfter] = "1"
            case let error as DHCPServiceError where error.code == .forestalled: self.init(.conflict, error.description)
            case let error as DHCPServiceError: self.init(.serviceUnavailable, error.description)
            case let error as any LeaseStoreFailure where error.isForWantOfRoom:
                self.init(.insufficientStorage, "\(error)")
            case let error as any LeaseStoreFailure: self.init(.serviceUnavailable, "\(error)")
            case is CancellationError: self.init(.serviceUnavailable, "the server ends")
            default: self.init(.internalServerError, "\(error)")
            }
        }

        private struct Document: Encodable {
            let type: String
            let title: String
            let status: Int
            let detail: String
            let errors: [String]?
        }

        /// The document of the problem, as JSON.
        var octets: [UInt8] {
            let document = Document(
                type: "about:blank", title: status.reasonPhrase, status: status.code, detail: detail.printable,
                errors: errors.isEmpty ? nil : errors.map(\.printable))
            return (try? AdminJSON.encoder.encode(document)).map { [UInt8]($0) } ?? []
        }

        /// The fields of an answer that is the last of its connection, where nothing but a problem is answered.
        var finalFields: HTTPFields {
            var fields = Administration.guarded(response).headers
            fields[.connection] = "close"
            fields[.contentLength] = "\(octets.count)"
            return fields
        }

        var response: Response {
            var headers = headers
            headers[.contentType] = "application/problem+json"
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets)))
        }
    }

    extension HTTPResponse.Status {
        /// What is to be stored finds no room (RFC 4918 section 11.5).
        fileprivate static var insufficientStorage: Self { .init(code: 507, reasonPhrase: "Insufficient Storage") }
    }
#endif
