import DHCPLinux
import Foundation

/// Reads an answer of HTTP/1.1 from a socket.
struct AnswerReader {
    private let connection: Descriptor
    private let limit: Int
    private var room: [UInt8] = []
    private var position = 0
    /// How many octets of a piece are still to come; `nil` before the first.
    private var left: Int?
    private var hasEnded = false

    init(_ connection: Descriptor, limit: Int) {
        self.connection = connection
        self.limit = limit
    }

    /// More has no answer of ours in one line.
    private static let longestLine = 64 << 10

    /// The status and the fields, with names in small letters.
    mutating func head() throws -> (status: Int, fields: [String: String]) {
        let words = try line().split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw AdminClientError("what listens there does not speak HTTP")
        }
        var fields: [String: String] = [:]
        while case let line = try line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), fields.count < 100 else { continue }
            fields[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return (status, fields)
    }

    /// All of the body.
    mutating func body(_ fields: [String: String]) throws -> [UInt8] {
        var body: [UInt8] = []
        while let piece = try piece(fields) {
            body += piece
            if body.count > limit { throw AdminClientError("the answer is too long") }
        }
        return body
    }

    /// The next piece of the body; `nil` at its end.
    mutating func piece(_ fields: [String: String]) throws -> [UInt8]? {
        if hasEnded { return nil }
        if fields["transfer-encoding"]?.lowercased() == "chunked" { return try chunk() }
        if left == nil { left = fields["content-length"].flatMap { Int($0) } }
        guard let count = left else { return try fill() ? take(.max) : nil }
        if count == 0 { return nil }
        guard try fill() else { throw AdminClientError("the answer breaks off: the server has ended") }
        let piece = take(count)
        left = count - piece.count
        return piece
    }

    private mutating func chunk() throws -> [UInt8]? {
        if left ?? 0 == 0 {
            if left == 0 { _ = try line() }
            let size = try line().split(separator: ";").first.flatMap { Int($0, radix: 16) }
            guard let size, size >= 0 else { throw AdminClientError("the answer can not be read") }
            left = size
            if size == 0 {
                hasEnded = true
                return nil
            }
        }
        guard try fill(), let count = left else {
            throw AdminClientError("the answer breaks off: the server has ended")
        }
        let piece = take(count)
        left = count - piece.count
        return piece
    }

    private mutating func line() throws -> String {
        var line: [UInt8] = []
        while try fill() {
            let octet = room[position]
            position += 1
            if octet == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return String(decoding: line, as: UTF8.self)
            }
            line.append(octet)
            if line.count > Self.longestLine { break }
        }
        throw AdminClientError("the answer breaks off: the server has ended")
    }

    /// Up to so many of the octets that are here.
    private mutating func take(_ count: Int) -> [UInt8] {
        let end = position + min(count, room.count - position)
        defer { position = end }
        return Array(room[position..<end])
    }

    /// Waits until an octet is here; gives false at the end.
    private mutating func fill() throws -> Bool {
        if position < room.count { return true }
        room = try connection.readSome()
        position = 0
        return !room.isEmpty
    }
}

extension Descriptor {
    /// Writes all; throws ``AdminClientError``.
    func writeAll(_ octets: [UInt8]) throws(AdminClientError) {
        var sent = 0
        while sent < octets.count {
            let count = octets.withUnsafeBytes { buffer in
                send(number, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                // An answer may be there already that says why.
                if errno == EPIPE || errno == ECONNRESET { return }
                throw AdminClientError("the server can not be asked: \(SystemError("send"))")
            }
            sent += count
        }
    }

    /// Waits for some octets; gives none at the end.
    func readSome() throws(AdminClientError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(number, &piece, piece.count)
            if count >= 0 { return Array(piece[..<count]) }
            if errno == ECONNRESET { return [] }
            if errno != EINTR { throw AdminClientError("the server does not answer: \(SystemError("read"))") }
        }
    }
}
