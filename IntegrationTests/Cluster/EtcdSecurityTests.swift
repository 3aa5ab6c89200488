#if Etcd
    import DHCPEtcd
    import DHCPLeases
    import Foundation
    import Testing

    extension Integration {
        /// Who proves what to whom: certificates, users, and what is said when that fails.
        @Suite(.withEtcd) struct EtcdSecurityTests {
            private func code(_ configuration: EtcdConfiguration) async -> EtcdError.Code? {
                do {
                    try await EtcdLeaseStore(configuration).check()
                    return nil
                } catch {
                    #expect(!"\(error)".contains("\n"), "\(error)")
                    return (error as? EtcdError)?.code
                }
            }

            @Test func whoHasACertificateOfTheSameAuthorityIsLetIn() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await EtcdNodes.useSecure(in: directory) { nodes, certificates in
                    let ca = try certificates.octets("ca.pem")
                    var configuration = EtcdConfiguration(endpoints: nodes.endpoints)
                    configuration.tls = EtcdTLS(
                        ca: ca, certificate: try certificates.octets("dhcp.pem"),
                        key: try certificates.octets("dhcp.key"))
                    #expect(await code(configuration) == nil)
                    let store = try EtcdLeaseStore(configuration)
                    #expect(try await store.leases() == [])
                    // etcd is not trusted.
                    configuration.tls?.ca = try certificates.octets("other.pem")
                    #expect(await code(configuration) == .certificate)
                    // Nor is who comes with a certificate of somebody else, or with none.
                    configuration.tls = EtcdTLS(
                        ca: ca, certificate: try certificates.octets("stranger.pem"),
                        key: try certificates.octets("stranger.key"))
                    #expect(await code(configuration) == .certificate)
                    configuration.tls = EtcdTLS(ca: ca)
                    #expect(await code(configuration) == .certificate)
                    // A key that is none.
                    configuration.tls = EtcdTLS(ca: ca, certificate: ca, key: Array("nothing".utf8))
                    #expect(await code(configuration) == .certificate)
                }
            }

            @Test func whoHasNoNameOrAWrongPasswordOrNoRightsIsToldSo() async throws {
                try await EtcdNodes.use { nodes in
                    for arguments in [
                        ["user", "add", "root:top"], ["user", "grant-role", "root", "root"],
                        ["user", "add", "dhcp:secret"], ["user", "add", "guest:secret"], ["role", "add", "leases"],
                        ["role", "grant-permission", "leases", "--prefix=true", "readwrite", "/dhcp4/"],
                        ["user", "grant-role", "dhcp", "leases"], ["auth", "enable"],
                    ] { try await nodes.control(arguments) }
                    var configuration = EtcdConfiguration(endpoints: nodes.endpoints, user: "dhcp", password: "secret")
                    #expect(await code(configuration) == nil)
                    configuration.password = "wrong"
                    #expect(await code(configuration) == .credentials)
                    configuration.user = nil
                    #expect(await code(configuration) == .credentials)
                    (configuration.user, configuration.password) = ("guest", "secret")
                    #expect(await code(configuration) == .rights)
                    try await expectRefusal(nodes)
                }
            }

            /// `dhcp serve` with a wrong password ends at once, and says why in one line.
            private func expectRefusal(_ nodes: EtcdNodes) async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                _ = try TextFile.holding("wrong\n", at: directory.url.appending(path: "password"))
                let configuration = try TextFile.holding(
                    """
                    server: { listen: "127.0.0.1:0", identifier: 127.0.0.1 }
                    store:
                      etcd: { endpoints: ["\(nodes.endpoints[0])"], user: dhcp, password-file: password }
                    subnets:
                      - { subnet: 10.50.0.0/16, relays: [127.0.0.1], pools: [10.50.1.0-10.50.255.250] }

                    """, at: directory.url.appending(path: "dhcp.yaml"))
                let outcome = try await Command.outcome(of: [
                    Environment.binary(named: "dhcp").path, "serve", "--config", configuration.path,
                ])
                #expect(outcome.status == ServerWords.cannotRun)
                #expect(outcome.errorLines.count { $0.contains("refuses the user or the password") } == 1, "\(outcome)")
            }
        }
    }

    extension EtcdNodes {
        /// Starts one machine that shows a certificate and wants one, and ends it.
        fileprivate static func useSecure(
            in directory: TemporaryDirectory, _ body: (EtcdNodes, Certificates) async throws -> Void
        ) async throws {
            let network = newNetwork()
            let certificates = try await Certificates(
                for: ["\(network).1"], in: directory.url.appending(path: "certificates"))
            let nodes = try await start(
                1, in: directory,
                options: [
                    "--cert-file", certificates.path("etcd.pem"), "--key-file", certificates.path("etcd.key"),
                    "--client-cert-auth", "--trusted-ca-file", certificates.path("ca.pem"),
                ], scheme: "https", network: network)
            do {
                try await body(nodes, certificates)
            } catch {
                Issue.record(error, Comment(rawValue: await nodes.transcript))
            }
            await nodes.end()
        }
    }
#endif
