import DHCPLinux
import Dispatch
import Foundation

/// Asks a running server of this machine, by its socket.
package struct AdminClient: Sendable {
    /// An answer.
    package struct Answer: Sendable {
        package let status: Int
        package let headers: [String: String]
        package let body: [UInt8]

        /// Whether what was asked for is done.
        package var isSuccess: Bool { (200..<300).contains(status) }
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// The socket.
    package let path: String

    /// Takes the socket of a server.
    package init(path: String) { self.path = path }

    /// The first of these sockets at which a server listens.
    ///
    /// Throws ``AdminClientError`` with cause and cure when there is none.
    package static func first(of paths: [String]) throws(AdminClientError) -> AdminClient {
        var obstacle: AdminClientError?
        for path in paths {
            do throws(AdminClientError) {
                let client = AdminClient(path: path)
                _ = try client.connect()
                return client
            } catch {
                // One that is there and not for everybody says more than those that are not there.
                if obstacle == nil || obstacle?.isAbsence == true && !error.isAbsence { obstacle = error }
            }
        }
        throw obstacle ?? AdminClientError("the configuration switches the socket off (admin: { socket: none })")
    }

    /// Asks, and waits for the whole answer, which may have so many octets.
    ///
    /// Throws ``AdminClientError``.
    package func send(
        _ method: String, _ target: String, body: [UInt8] = [], type: String = "application/json",
        headers: [String: String] = [:], limit: Int = 256 << 20
    ) async throws -> Answer {
        try await Self.onThread {
            let connection = try self.request(method, target, body, type, headers)
            var reader = AnswerReader(connection, limit: limit)
            let (status, fields) = try reader.head()
            return Answer(status: status, headers: fields, body: try reader.body(fields))
        }
    }

    /// Asks, and hands over each line of the answer until there are no more, or `body` gives false.
    ///
    /// Returns the status. Throws ``AdminClientError``.
    package func lines(
        _ target: String, headers: [String: String] = [:], _ body: @escaping @Sendable (String) -> Bool
    ) async throws -> Int {
        try await Self.onThread {
            let connection = try self.request("GET", target, [], nil, headers)
            var reader = AnswerReader(connection, limit: .max)
            let (status, fields) = try reader.head()
            var line: [UInt8] = []
            while let piece = try reader.piece(fields) {
                for octet in piece {
                    guard octet == UInt8(ascii: "\n") else {
                        line.append(octet)
                        continue
                    }
                    if !body(String(decoding: line, as: UTF8.self)) { return status }
                    line = []
                }
            }
            if !line.isEmpty { _ = body(String(decoding: line, as: UTF8.self)) }
            return status
        }
    }

    // MARK: The connection

    /// What blocks runs on a thread of its own, since tasks share few.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    private func connect() throws(AdminClientError) -> Descriptor {
        do throws(SystemError) {
            let socket = try Descriptor.local()
            try socket.connect(toPath: path)
            return socket
        } catch {
            throw AdminClientError(error, path)
        }
    }

    private func request(
        _ method: String, _ target: String, _ body: [UInt8], _ type: String?, _ headers: [String: String]
    ) throws -> Descriptor {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: */*\r\n"
        if !body.isEmpty || method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        if !body.isEmpty, let type { head += "Content-Type: \(type)\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let connection = try connect()
        try connection.writeAll(Array((head + "\r\n").utf8) + body)
        return connection
    }
}

/// Why a running server could not be asked; one line with cause and cure.
package struct AdminClientError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// Whether no server is there.
    package let isAbsence: Bool

    init(_ description: String, isAbsence: Bool = false) {
        self.description = description
        self.isAbsence = isAbsence
    }

    init(_ error: SystemError, _ path: String) {
        switch error.number {
        case ENOENT, ENOTDIR:
            self.init(
                "no server runs that can be asked: there is no \(path); start it, or name its socket with --socket",
                isAbsence: true)
        case ECONNREFUSED:
            self.init("no server runs any more at \(path); start it, or name its socket with --socket", isAbsence: true)
        case EACCES, EPERM:
            self.init("\(path) is not for you: be root, the server's user, or in its group")
        default: self.init("\(path): \(error)")
        }
    }
}
