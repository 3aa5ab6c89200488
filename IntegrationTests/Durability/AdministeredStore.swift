#if SQLite && Admin
    import DHCP
    import DHCPAdmin
    import Foundation
    import Testing

    /// A server with a lease file, and what is changed there over its socket.
    struct AdministeredStore {
        let server: StoredServer
        let client: AdminClient

        /// Where reservations are made.
        static let reservations = "/api/v1/reservations"

        /// Starts it on the lease file of `directory`, or where `options` say.
        static func start(
            in directory: TemporaryDirectory, name: String = "server", wrapper: [String] = [], options: [String] = []
        ) async throws -> AdministeredStore {
            let socket = directory.url.appending(path: "admin.sock").path
            let server = try await StoredServer.start(
                in: directory, name: name, wrapper: wrapper, options: options, more: "admin: { socket: \(socket) }")
            return AdministeredStore(server: server, client: AdminClient(path: socket))
        }

        /// A reservation of an address outside the pool for a client of its own.
        static func reservation(_ number: Int, comment: String = "") -> [UInt8] {
            let client = String(format: "hw 1/02:00:00:01:%02x:%02x", number >> 8, number & 255)
            let text = #"""
                {"subnet": "10.50.0.0/16", "client": "\#(client)", "address": "\#(address(number))", "comment": "\#(comment)"}
                """#
            return Array(text.utf8)
        }

        /// The address that is reserved.
        static func address(_ number: Int) -> String { "10.50.0.\(1 + number)" }

        /// The addresses that are reserved, each as often as it is.
        func reserved() async throws -> [String] {
            let answer = try await client.send("GET", Self.reservations)
            let list = try JSONDecoder().decode(ReservationList.self, from: Data(answer.body))
            return list.reservations.compactMap { $0.address?.description }
        }

        /// How often an address was given back, as the history has it.
        func releases(of address: String) async throws -> Int {
            let answer = try await client.send("GET", "/api/v1/history?subject=\(address)&limit=1000")
            return answer.text.split(separator: "\"released\"", omittingEmptySubsequences: false).count - 1
        }

        /// The addresses that clients have.
        func bound() async throws -> [String] {
            let answer = try await client.send("GET", "/api/v1/leases?state=bound&limit=1000")
            return answer.text.matches(of: /"address":"([0-9.]+)"/).map { String($0.1) }
        }
    }
#endif
