#if Admin
    import DHCP
    import DHCPProgram
    import Foundation
    import Hummingbird
    import NIOCore

    /// A request that may be answered: who asks is known, and may.
    struct AdminCall: Sendable {
        let request: Request
        let body: ByteBuffer
        let parameters: Parameters
        let caller: AdminCaller
        let connection: AdminConnection
        let administration: Administration
        let query: QueryParameters

        /// Throws ``QueryProblem`` for a query that can not be read.
        init(
            _ request: Request, _ body: ByteBuffer, _ parameters: Parameters, _ caller: AdminCaller,
            _ connection: AdminConnection,
            _ administration: Administration
        ) throws {
            self.request = request
            self.body = body
            self.parameters = parameters
            self.caller = caller
            self.connection = connection
            self.administration = administration
            query = try QueryParameters(request.uri.query ?? "")
        }

        var server: CompleteServer.Handle { administration.server }

        /// Throws ``QueryProblem`` for parameters that the route does not have, so that a mistyped one is told.
        func allow(_ names: String...) throws { try query.allow(names) }

        /// A part of the path, read by `read`.
        func part<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) throws -> Value {
            let text = parameters.get(name)?.removingPercentEncoding ?? ""
            guard let value = read(text) else { throw Problem(.badRequest, "\(expected) is needed, not \(text)") }
            return value
        }

        /// The address that the path names.
        func address() throws -> IPv4Address { try part("address", "an address such as 10.0.1.10") { IPv4Address($0) } }

        /// The body as a value.
        func body<Value: Decodable>(as type: Value.Type) throws -> Value {
            do {
                return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
            } catch {
                throw Problem(.unprocessableContent, "the body is not what this route takes: \(Self.words(error))")
            }
        }

        private static func words(_ error: any Error) -> String {
            func place(_ context: DecodingError.Context) -> String {
                let path = context.codingPath.map(\.stringValue).joined(separator: ".")
                return path.isEmpty ? "" : "\(path): "
            }
            return switch error as? DecodingError {
            case .dataCorrupted(let context): "\(place(context))\(context.debugDescription)"
            case .keyNotFound(let key, let context): "\(place(context))\(key.stringValue) is missing"
            case .typeMismatch(_, let context), .valueNotFound(_, let context):
                "\(place(context))\(context.debugDescription)"
            default: "it is no JSON"
            }
        }

        /// Throws ``Problem`` when the caller knows another state of what is to be changed (`If-Match`).
        func expect(_ tag: String) throws {
            guard let wanted = request.headers[.ifMatch], wanted != "*" else { return }
            let tags = wanted.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            if !tags.contains(tag) {
                throw Problem(.preconditionFailed, "it has changed since you looked: look again, then decide")
            }
        }
    }
#endif
