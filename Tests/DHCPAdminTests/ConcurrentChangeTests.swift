#if Admin && SQLite
    import DHCP
    import DHCPAdmin
    import Foundation
    import Testing

    /// Changes that meet each other, or a configuration that is read again meanwhile.
    @Suite struct ConcurrentChangeTests {
        private static let path = "/api/v1/reservations"

        private func reservation(_ number: Int, at address: Int) -> [UInt8] {
            let client = "hw 1/" + HardwareAddress(2, 0, 0, 0, 1, UInt8(number)).description
            return Array(
                #"{"subnet": "192.0.2.0/24", "client": "\#(client)", "address": "192.0.2.\#(address)"}"#.utf8)
        }

        private func name(_ number: Int) -> String {
            "subnet=192.0.2.0/24&client=hw%201/\(HardwareAddress(2, 0, 0, 0, 1, UInt8(number)))"
        }

        /// Asks until the server has room for the question.
        private func send(
            _ lab: AdminLab, _ method: String, _ target: String, body: [UInt8] = [], headers: [String: String] = [:]
        ) async throws -> AdminClient.Answer {
            while true {
                let answer = try await lab.client.send(method, target, body: body, headers: headers)
                if answer.status != 429 { return answer }
            }
        }

        private func reserve(_ numbers: Range<Int>, _ lab: AdminLab) async throws {
            for number in numbers {
                let made = try await send(lab, "PUT", Self.path, body: reservation(number, at: 100 + number))
                #expect(made.status == 200, "\(made.text)")
                guard number % 4 == 0 else { continue }
                let gone = try await send(lab, "DELETE", "\(Self.path)?\(name(number))")
                #expect(gone.status == 204, "\(gone.text)")
            }
        }

        private func release(_ addresses: [IPv4Address], _ lab: AdminLab) async throws {
            for address in addresses {
                let path = "/api/v1/leases/\(address)"
                let tag = try #require(try await send(lab, "GET", path).headers["etag"])
                let freed = try await send(lab, "DELETE", path, headers: ["If-Match": tag])
                #expect(freed.status == 200, "\(freed.text)")
            }
        }

        private func reload(_ lab: AdminLab) async throws {
            for round in 0..<10 {
                try AdminLab.text(store: "path: leases.sqlite").replacing("2.250", with: "2.\(249 - round % 2)").write(
                    to: lab.directory.appending(path: "lab.yaml"), atomically: true, encoding: .utf8)
                let answer = try await send(lab, "POST", "/api/v1/reload")
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["changes"] as? String == "pools: 1 added, 1 removed")
            }
        }

        @Test func besideReloadsNothingIsLostAndNothingDoubled() async throws {
            try await AdminLab.running(store: "path: leases.sqlite") { lab async throws in
                var addresses: [IPv4Address] = []
                for number in 1...12 as ClosedRange<UInt8> { addresses.append(try await lab.leased(number)) }
                async let reloads: Void = reload(lab)
                async let first: Void = reserve(1..<25, lab)
                async let second: Void = reserve(25..<49, lab)
                async let freed: Void = release(addresses, lab)
                _ = try await (reloads, first, second, freed)

                let kept = (1..<49).filter { $0 % 4 != 0 }.map { "192.0.2.\(100 + $0)" }
                let list = try await lab.client.send("GET", Self.path).json["reservations"] as? [[String: Any]]
                #expect(try #require(list).compactMap { $0["address"] as? String }.sorted() == kept.sorted())
                #expect(list?.allSatisfy { $0["active"] as? Bool == true } == true)
                for address in addresses {
                    let records = try await lab.client.send("GET", "/api/v1/history?subject=\(address)").json
                    let events = (records["records"] as? [[String: Any]])?.compactMap { $0["event"] as? String }
                    #expect(events == ["released", "begun"], "\(address)")
                }
                let whole = try await lab.client.send("GET", "/api/v1/configuration").text
                #expect(whole.contains("192.0.2.10-192.0.2.248"))
            }
        }

        @Test func ofTwoWhoFreeTheSameLeaseAsItWasSeenOneDoes() async throws {
            try await AdminLab.running { lab async throws in
                for number in 1...20 as ClosedRange<UInt8> {
                    let path = "/api/v1/leases/\(try await lab.leased(number))"
                    let tag = try #require(try await lab.client.send("GET", path).headers["etag"])
                    async let one = send(lab, "DELETE", path, headers: ["If-Match": tag])
                    async let other = send(lab, "DELETE", path, headers: ["If-Match": tag])
                    #expect([try await one.status, try await other.status].sorted() == [200, 412])
                }
            }
        }

        @Test func ofTwoWhoReserveForANewClientOneDoes() async throws {
            try await AdminLab.running { lab async throws in
                for number in 1...20 {
                    async let one = send(lab, "POST", Self.path, body: reservation(number, at: 100 + number))
                    async let other = send(lab, "POST", Self.path, body: reservation(number, at: 150 + number))
                    #expect([try await one.status, try await other.status].sorted() == [201, 409])
                }
                let list = try await lab.client.send("GET", Self.path).json["reservations"] as? [Any]
                #expect(list?.count == 20)
            }
        }

        @Test func reservationsChangeOnlyAsLongAsTheyAreAsTheyWereSeen() async throws {
            try await AdminLab.running { lab async throws in
                func tag() async throws -> [String: String] {
                    ["If-Match": try #require(try await lab.client.send("GET", Self.path).headers["etag"])]
                }
                let seen = try await tag()
                let body = reservation(1, at: 101)
                #expect(try await lab.client.send("POST", Self.path, body: body, headers: seen).status == 201)
                let target = "\(Self.path)?\(name(1))"
                let other = reservation(2, at: 102)
                #expect(try await lab.client.send("POST", Self.path, body: other, headers: seen).status == 412)
                #expect(try await lab.client.send("PUT", Self.path, body: other, headers: seen).status == 412)
                #expect(try await lab.client.send("DELETE", target, headers: seen).status == 412)
                #expect(try await lab.client.send("PUT", Self.path, body: body, headers: try await tag()).status == 200)
                #expect(try await lab.client.send("DELETE", target, headers: try await tag()).status == 204)
            }
        }
    }
#endif
