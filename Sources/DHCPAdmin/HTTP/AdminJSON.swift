#if Admin
    import DHCP
    import Foundation
    import HTTPTypes
    import Hummingbird
    import NIOCore

    /// How values are written.
    enum AdminJSON {
        static var encoder: JSONEncoder {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return encoder
        }
    }

    extension Response {
        /// A value as JSON; what does not print is escaped.
        static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
            let text = String(decoding: try AdminJSON.encoder.encode(value), as: UTF8.self)
            return json(octets: ByteBuffer(string: text.printableJSON), status: status)
        }

        /// JSON that is written already.
        static func json(octets: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
            Response(
                status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: octets))
        }

        /// Text for people.
        static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
            Response(
                status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }
#endif
