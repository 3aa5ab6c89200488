#if Admin
    import ArgumentParser
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPProgram

    /// The running server that a command line means.
    struct RunningServerArgument: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp("The socket of the server, when it is found nowhere else.", valueName: "path"),
            completion: .file())
        var socket: String?

        @Option(
            name: .shortAndLong, help: ArgumentHelp("The configuration of the server.", valueName: "file"),
            completion: .configuration)
        var config: String?

        @Option(
            name: .long, help: ArgumentHelp("The lease file of the server.", valueName: "path"), completion: .leaseFile)
        var store: String?

        /// The server.
        ///
        /// Throws ``CannotRun`` with cause and cure when none can be asked.
        func client() throws -> AdminClient {
            let paths = try candidates()
            do throws(AdminClientError) {
                return try AdminClient.first(of: paths)
            } catch {
                throw CannotRun(description: error.description)
            }
        }

        /// The sockets where it may listen, the likeliest first.
        func candidates() throws -> [String] {
            if let socket { return [socket] }
            let configuration = try config.map { try ServerConfiguration.load($0).configuration }
            return AdminPlace.candidates(
                settings: configuration?.admin ?? AdminSettings(), storage: storage(configuration), file: config)
        }

        private func storage(_ configuration: ServerConfiguration?) -> LeaseStorage {
            LeaseStorage(
                option: store, settings: configuration?.store ?? .file(StoreSettings.defaultPath), file: config)
        }

        /// The file of the server's tokens.
        ///
        /// Throws ``CannotRun`` where none is named, and leases are in memory.
        func tokenPlace() throws -> TokenPlace {
            let configuration = try config.map { try ServerConfiguration.load($0).configuration }
            let storage = storage(configuration)
            let place = AdminPlace(configuration?.admin ?? AdminSettings(), storage, file: config)
            if let path = place.tokens {
                return TokenPlace(path, user: configuration?.server.user, leases: storage.settings)
            }
            throw CannotRun(description: "there is no place for tokens: name a file, as in admin: { tokens: FILE }")
        }
    }

    extension AdminClient {
        /// Asks for something; what is refused ends the command: with 1 where that is the answer, else with 69.
        ///
        /// It asks again each second, `attempts` times in all, when the server has too much to do.
        func ask(
            _ method: String, _ target: String, body: [UInt8] = [], type: String = "application/json",
            headers: [String: String] = [:], attempts: Int = 1
        ) async throws -> Answer {
            var answer: Answer
            do {
                answer = try await send(method, target, body: body, type: type, headers: headers)
                for _ in 1..<attempts where answer.status == 429 {
                    try await Task.sleep(for: .seconds(1))
                    answer = try await send(method, target, body: body, type: type, headers: headers)
                }
            } catch let error as AdminClientError {
                throw CannotRun(description: error.description)
            }
            if answer.isSuccess { return answer }
            let problem = AdminProblem(answer)
            for line in problem.errors { StandardError.write(line) }
            StandardError.write("dhcp: \(problem.detail)")
            throw ExitCode([404, 409, 410, 412, 422].contains(answer.status) ? .negative : .cannotRun)
        }
    }

    /// A part of a path or a query, such as `hw 1/00:11:22:33:44:55`.
    enum URLText {
        static func escaped(_ text: String) -> String {
            text.utf8.map { octet in
                let isPlain =
                    (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                    || [0x2D, 0x2E, 0x5F, 0x7E].contains(octet)
                if isPlain { return String(UnicodeScalar(octet)) }
                let digits = String(octet, radix: 16, uppercase: true)
                return "%" + (digits.count < 2 ? "0" : "") + digits
            }.joined()
        }
    }
#endif
