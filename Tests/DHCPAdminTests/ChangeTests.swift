#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPLeases
    import DHCPProgram
    import Foundation
    import Testing

    /// What is changed by the socket.
    @Suite struct ChangeTests {
        private func body(_ text: String) -> [UInt8] { Array(text.utf8) }

        @Test func reservationsAreMadeChangedAndForgotten() async throws {
            try await AdminLab.running { lab async throws in
                let path = "/api/v1/reservations"
                let one = #"{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "address": "192.0.2.77"}"#
                #expect(try await lab.client.send("POST", path, body: body(one)).status == 201)
                #expect(try await lab.client.send("POST", path, body: body(one)).status == 409)
                let other = one.replacing("192.0.2.77", with: "192.0.2.78")
                #expect(try await lab.client.send("PUT", path, body: body(other)).status == 200)
                #expect(try await lab.leased(1) == IPv4Address(192, 0, 2, 78))
                let outside = one.replacing("192.0.2.77", with: "10.0.0.1")
                #expect(try await lab.client.send("PUT", path, body: body(outside)).status == 409)
                #expect(try await lab.client.send("PUT", path, body: body("{}")).status == 422)
                let name = "subnet=192.0.2.0/24&client=hw%201/02:00:00:00:00:01"
                #expect(try await lab.client.send("DELETE", "\(path)?\(name)").status == 204)
                #expect(try await lab.client.send("DELETE", "\(path)?\(name)").status == 404)
            }
        }

        @Test func aLeaseBecomesAReservationAndDynamicAgain() async throws {
            try await AdminLab.running { lab async throws in
                let address = try await lab.leased(1)
                let path = "/api/v1/leases/\(address)"
                let made = try await lab.client.send(
                    "POST", path + "/reserve", body: body(#"{"comment": "the printer"}"#))
                #expect(made.status == 201)
                let list = try await lab.client.send("GET", "/api/v1/reservations")
                #expect(list.text.contains("the printer"))
                #expect(try await lab.client.send("POST", path + "/unreserve").status == 200)
                #expect(try await lab.client.send("POST", path + "/unreserve").status == 404)
            }
        }

        @Test func theAnswerSaysWhatAClientWithAnotherAddressWillSee() async throws {
            try await AdminLab.running { lab async throws in
                let address = try await lab.leased(1)
                let client = try #require(try await lab.server.handle.lease(at: address)?.client)
                let text = #"{"subnet": "192.0.2.0/24", "client": "\#(client)", "address": "192.0.2.77"}"#
                let made = try await lab.client.send("POST", "/api/v1/reservations", body: body(text))
                let effect = try #require(made.json["effect"] as? String)
                #expect(effect.contains("the client has \(address) until it renews"))
            }
        }

        @Test func aConfigurationIsCheckedAndNoFileIsReadForIt() async throws {
            try await AdminLab.running { lab async throws in
                let path = "/api/v1/configuration/check"
                let other = AdminLab.text().replacing("192.0.2.250", with: "192.0.2.99")
                let good = try await lab.client.send("POST", path, body: body(other), type: "application/yaml")
                #expect(good.json["changes"] as? String == "pools: 1 added, 1 removed")
                let wrong = try await lab.client.send("POST", path, body: body("subnets: 7"), type: "application/yaml")
                #expect(wrong.status == 422)
                #expect(wrong.json["errors"] as? [String] != [])
                let including = try await lab.client.send(
                    "POST", path, body: body("include: [/etc/passwd]\n" + other), type: "application/yaml")
                #expect(including.status == 422)
                #expect(!including.text.contains("root:"))
            }
        }

        @Test func whatIsServedSaysWhereItComesFromWhileTheFileStaysAsItWasRead() async throws {
            try await AdminLab.running { lab async throws in
                let made = #"{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "address": "192.0.2.9"}"#
                _ = try await lab.client.send("POST", "/api/v1/reservations", body: body(made))
                let text = try await lab.client.send("GET", "/api/v1/configuration").text
                func line(_ word: String) -> Substring? { text.split(separator: "\n").first { $0.contains(word) } }
                #expect(line("192.0.2.10-192.0.2.250")?.hasSuffix("# line 5") == true, "\(text)")
                #expect(line("192.0.2.9 ")?.hasSuffix("# made at run time") == true, "\(text)")
                try AdminLab.text().replacing("192.0.2.250", with: "192.0.2.99").write(
                    to: lab.directory.appending(path: "lab.yaml"), atomically: true, encoding: .utf8)
                let other = try await lab.client.send("GET", "/api/v1/configuration").text
                #expect(other.contains("192.0.2.10-192.0.2.250") && !other.contains("# line"))
            }
        }

        @Test func theConfigurationIsReadAgain() async throws {
            try await AdminLab.running { lab async throws in
                let file = lab.directory.appending(path: "lab.yaml")
                try AdminLab.text().replacing("192.0.2.250", with: "192.0.2.99").write(
                    to: file, atomically: true, encoding: .utf8)
                let check = try await lab.client.send("POST", "/api/v1/reload?check=true")
                #expect(check.json["changes"] as? String == "pools: 1 added, 1 removed")
                #expect(
                    try await lab.client.send("POST", "/api/v1/reload").json["changes"] as? String
                        == "pools: 1 added, 1 removed")
                #expect(
                    try await lab.client.send("POST", "/api/v1/reload").json["changes"] as? String == "nothing changed")
                #expect(try await lab.client.send("GET", "/api/v1/configuration").text.contains("192.0.2.99"))
                try "subnets: 7".write(to: file, atomically: true, encoding: .utf8)
                #expect(try await lab.client.send("POST", "/api/v1/reload").status == 422)
            }
        }

        @Test func allRoutesAreDescribed() async throws {
            try await AdminLab.running { lab async throws in
                let answer = try await lab.client.send("GET", "/openapi.json")
                let paths = try #require(answer.json["paths"] as? [String: [String: Any]])
                let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
                #expect(described == Set(AdminServer.routeNames))
                #expect(answer.json["openapi"] as? String == "3.1.0")
            }
        }
    }
#endif
