#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPProgram
    import Foundation
    import Testing

    /// What a server's administration answers at its socket.
    @Suite struct AdminServerTests {
        @Test func theStatusIsTold() async throws {
            try await AdminLab.running { lab async throws in
                let answer = try await lab.client.send("GET", "/api/v1/status")
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "application/json")
                #expect(answer.headers["cache-control"] == "no-store")
                let status = try JSONDecoder().decode(ServerStatus.self, from: Data(answer.body))
                #expect(status.isReady)
                #expect(status.subnets.first?.pools.first?.capacity == 241)
            }
        }

        @Test func leasesAreListedInTheOrderOfTheirAddressesAndInPages() async throws {
            try await AdminLab.running { lab async throws in
                for number in 1...5 as ClosedRange<UInt8> { _ = try await lab.leased(number) }
                let all = try await lab.client.send("GET", "/api/v1/leases")
                #expect(all.addresses == (10...14).map { "192.0.2.\($0)" })
                #expect(all.json["next"] == nil)

                let first = try await lab.client.send("GET", "/api/v1/leases?limit=2")
                #expect(first.addresses == ["192.0.2.10", "192.0.2.11"])
                #expect(first.json["next"] as? String == "192.0.2.11")
                let last = try await lab.client.send("GET", "/api/v1/leases?limit=3&after=192.0.2.11")
                #expect(last.addresses == ["192.0.2.12", "192.0.2.13", "192.0.2.14"])
                #expect(last.json["next"] == nil)
            }
        }

        @Test(arguments: [
            ("hardware=02:00:00:00:00:02", ["192.0.2.11"]), ("q=:02", ["192.0.2.11"]), ("q=2.11", ["192.0.2.11"]),
            ("q=0200.0000.0002", ["192.0.2.11"]), ("q=02-00-00-00-00-02", ["192.0.2.11"]),
            ("q=020000000002", ["192.0.2.11"]), ("q=HW%201", ["192.0.2.10", "192.0.2.11"]), ("q=desk", []),
            ("q=0200.0000.0003", []),
            ("address=192.0.2.0/28&state=bound", ["192.0.2.10", "192.0.2.11"]), ("state=declined", []),
            ("address=192.0.2.11-192.0.2.20", ["192.0.2.11"]),
        ]) func leasesAreFoundByWhatIsKnownOfThem(query: String, found: [String]) async throws {
            try await AdminLab.running { lab async throws in
                for number in 1...2 as ClosedRange<UInt8> { _ = try await lab.leased(number) }
                #expect(try await lab.client.send("GET", "/api/v1/leases?\(query)").addresses == found)
            }
        }

        @Test(arguments: [
            "limit=0", "limit=1001", "limit=99999999999999999999", "after=10.0.0", "address=10.0.0.0/33", "state=busy",
            "hardware=zz", "colour=red", "limit=1&limit=2", "q=%ff", "after=300.1.1.1",
        ]) func aQueryThatMeansNothingIsRefusedWithItsReason(query: String) async throws {
            try await AdminLab.running { lab async throws in
                let answer = try await lab.client.send("GET", "/api/v1/leases?\(query)")
                #expect(answer.status == 400)
                #expect(answer.headers["content-type"] == "application/problem+json")
                #expect((answer.json["detail"] as? String)?.isEmpty == false)
            }
        }

        @Test func aLeaseIsReleasedWhileItIsAsTheCallerKnowsIt() async throws {
            try await AdminLab.running { lab async throws in
                let address = try await lab.leased(1)
                let path = "/api/v1/leases/\(address)"
                let lease = try await lab.client.send("GET", path)
                let tag = try #require(lease.headers["etag"])
                #expect(lease.json["state"] as? String == "bound")

                let refused = try await lab.client.send("DELETE", path, headers: ["If-Match": "\"other\""])
                #expect(refused.status == 412)
                let freed = try await lab.client.send("DELETE", path, headers: ["If-Match": tag])
                #expect(freed.status == 200)
                #expect(freed.json["state"] as? String == "released")
                #expect(try await lab.client.send("DELETE", path).status == 409)
                #expect(try await lab.client.send("GET", "/api/v1/leases/192.0.2.200").status == 404)
            }
        }

        @Test func whatIsNoRouteIsSaidSo() async throws {
            try await AdminLab.running { lab async throws in
                #expect(try await lab.client.send("GET", "/api/v1/nothing").status == 404)
                #expect(try await lab.client.send("GET", "/../etc/passwd").status == 404)
                let answer = try await lab.client.send("DELETE", "/api/v1/status")
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET")
                #expect(try await lab.client.send("GET", "/api/v1/leases/..%2f..%2fetc").status == 400)
            }
        }
    }
#endif
