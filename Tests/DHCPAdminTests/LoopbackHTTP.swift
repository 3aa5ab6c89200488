#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPProgram
    import Foundation

    /// Says to a port of loopback what a test wants, octet for octet.
    struct LoopbackHTTP {
        let port: UInt16

        /// Connects; the descriptor is the caller's to close.
        func connected() throws -> Int32 {
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if result < 0 { throw CocoaError(.fileReadUnknown) }
            return socket
        }

        /// Sends, and reads until the other end closes.
        func exchange(_ text: String) async throws -> String {
            let socket = try connected()
            return await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    defer { close(socket) }
                    let octets = Array(text.utf8)
                    _ = send(socket, octets, octets.count, Int32(MSG_NOSIGNAL))
                    var (answer, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
                    while case let count = recv(socket, &piece, piece.count, 0), count > 0 { answer += piece[..<count] }
                    continuation.resume(returning: String(decoding: answer, as: UTF8.self))
                }
            }
        }

        /// Asks, and gives the status and the whole answer.
        func ask(
            _ method: String, _ target: String, _ headers: [String: String] = [:], body: String = ""
        ) async throws -> (status: Int, text: String) {
            var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
            fields.merge(headers) { $1 }
            if !body.isEmpty || method != "GET" { fields["Content-Length"] = "\(body.utf8.count)" }
            let head = fields.map { "\($0): \($1)\r\n" }.joined()
            let text = try await exchange("\(method) \(target) HTTP/1.1\r\n\(head)\r\n\(body)")
            return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, text)
        }
    }

    extension AdminLab {
        /// Asks by TCP.
        var loopback: LoopbackHTTP {
            for case .endpoint(let endpoint) in admin.places { return LoopbackHTTP(port: endpoint.port) }
            return LoopbackHTTP(port: 0)
        }

        /// Makes a token, and gives its secret.
        func token(_ role: AdminRole, named name: String = "alice", expires: Int? = nil) throws -> String {
            let path = directory.appending(path: "tokens").path
            let (token, secret) = AdminToken.make(name: name, role: role, expires: expires)
            try TokenFile.write(try TokenFile.read(path).filter { $0.name != name } + [token], to: path)
            return secret
        }
    }
#endif
