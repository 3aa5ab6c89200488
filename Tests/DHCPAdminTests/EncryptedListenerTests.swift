#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPProgram
    import Foundation
    import Testing

    /// HTTP over TLS, and what is refused without it.
    @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not there"))
    struct EncryptedListenerTests {
        /// Runs openssl, and gives what it said.
        private func openssl(_ arguments: [String], input: String = "") async throws -> String {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            let process = Process()
                            process.executableURL = URL(filePath: "/usr/bin/openssl")
                            process.arguments = arguments
                            let (standardInput, output) = (Pipe(), Pipe())
                            process.standardInput = standardInput
                            (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
                            try process.run()
                            try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
                            let said = try output.fileHandleForReading.readToEnd() ?? Data()
                            try standardInput.fileHandleForWriting.close()
                            process.waitUntilExit()
                            return String(decoding: said, as: UTF8.self)
                        })
                }
            }
        }

        /// Runs `body` with a certificate and its key for 127.0.0.1.
        private func withCertificate(_ body: (_ certificate: String, _ key: String) async throws -> Void) async throws {
            let directory = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID())")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: directory) }
            let (certificate, key) = (directory.appending(path: "c.pem").path, directory.appending(path: "k.pem").path)
            _ = try await openssl([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
            ])
            try await body(certificate, key)
        }

        @Test("a token is said over TLS, and plain HTTP gets no answer there")
        func encrypted() async throws {
            try await withCertificate { certificate, key async throws in
                let settings =
                    "listen: 127.0.0.1:0, tokens: tokens, tls: { certificate: \(certificate), key: \(key) }"
                try await AdminLab.running(settings) { lab async throws in
                    let secret = try lab.token(.reader)
                    let head = "Host: 127.0.0.1\r\nAuthorization: Bearer \(secret)\r\nConnection: close\r\n\r\n"
                    let client = [
                        "s_client", "-quiet", "-connect", "127.0.0.1:\(lab.loopback.port)", "-CAfile", certificate,
                        "-verify_return_error", "-verify_ip", "127.0.0.1",
                    ]
                    let answer = try await openssl(client, input: "GET /api/v1/whoami HTTP/1.1\r\n" + head)
                    #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer.prefix(80))")
                    #expect(answer.contains(#""role":"reader""#))
                    let login =
                        "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(secret.utf8.count + 6)\r\n\r\n"
                    let session = try await openssl(client, input: login + "token=\(secret)")
                    #expect(session.contains("; Secure"), "the cookie leaves by TLS alone: \(session)")

                    let plain = try await lab.loopback.exchange("GET /api/v1/whoami HTTP/1.1\r\n" + head)
                    #expect(!plain.contains("HTTP/1.1"), "\(plain)")
                    #expect(!plain.contains("reader"))
                    #expect(try await lab.client.send("GET", "/api/v1/status").status == 200)
                }
            }
        }

        @Test("beyond loopback the server does not start without TLS, whoever asks")
        func refused() async throws {
            let text = AdminLab.text("listen: 0.0.0.0:0, tokens: tokens")
            let error = #expect(throws: ConfigurationErrors.self) { try ServerConfiguration.parse(text, file: "f") }
            #expect(error?.description.contains("without TLS tokens would be read on the way") == true)
            // A program that makes the values itself is refused too.
            var (configuration, _) = try ServerConfiguration.parse(AdminLab.text("tokens: tokens"), file: "f")
            configuration.admin.listen = DHCPEndpoint(.any, port: 0)
            configuration.admin.socket = .none
            let refusal = #expect(throws: CompleteServerError.self) {
                try CompleteServer(configuration: .values(configuration), isAdministrable: true, logger: .silent)
            }
            #expect(refusal?.code == .administration)
            #expect(refusal?.description.contains("without TLS") == true)
        }
    }
#endif
