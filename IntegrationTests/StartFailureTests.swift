import Testing

extension Integration {
    /// A server that cannot start says why, and what to do, in one line.
    @Suite struct StartFailureTests {
        @Test("a port in use is named")
        func portInUse() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                try await expectFailure(in: laboratory, ServerConfiguration.standard(), naming: "67")
            }
        }

        @Test("an interface without an address in any subnet is named")
        func noAddressInAnySubnet() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let elsewhere = ServerConfiguration.standard(
                    pool: "10.99.0.100-10.99.0.150", subnet: "10.99.0.0/24", router: "10.99.0.1")
                let configuration = elsewhere.replacing("interfaces: [eth0], ", with: "")
                try await expectFailure(in: laboratory, configuration, naming: "10.99.0.0/24")
            }
        }

        @Test("a missing privilege is named with its cure")
        func portWithoutPrivilege() async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await expectFailure(
                    in: laboratory, ServerConfiguration.standard(), naming: ServerWords.setcap,
                    wrapper: Privilege.without("net_bind_service", "net_raw"))
            }
        }

        @Test("an error in the configuration is given with its place")
        func configurationError() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = ServerConfiguration.standard().replacing("10.77.0.100-", with: "10.78.0.100-")
                let (status, lines) = try await Server.failure(in: laboratory, configuration: configuration)
                #expect(status != 0)
                #expect(lines.contains { $0.contains(ServerWords.misplaced) }, "\(lines)")
            }
        }

        private func expectFailure(
            in laboratory: Laboratory, _ configuration: String, naming words: String, wrapper: [String] = []
        ) async throws {
            let (status, lines) = try await Server.failure(
                in: laboratory, configuration: configuration, wrapper: wrapper)
            #expect(status == ServerWords.cannotRun)
            let errors = lines.filter { $0.contains(ServerWords.error) }
            #expect(errors.count == 1, "\(lines)")
            #expect(errors.allSatisfy { $0.contains(words) }, "\(lines)")
        }
    }
}
