#if Admin
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPServer
    import Foundation

    /// The file of a server's tokens, and the user as whom the server reads it.
    struct TokenPlace {
        let path: String
        /// The user, as far as that is known while no server runs; `nil` when nothing tells.
        let reader: HostUser?

        /// Takes the file, the user that the configuration names, and where the leases are: whoever has those is the server.
        init(_ path: String, user: String?, leases: StoreSettings) {
            self.path = path
            reader = user.flatMap { HostUser($0) } ?? Self.owner(of: leases)
        }

        private static func owner(of leases: StoreSettings) -> HostUser? {
            guard case .file(let path) = leases else { return nil }
            let facts =
                FileFacts(at: path, followsLinks: true) ?? FileFacts(at: directory(of: path), followsLinks: true)
            return facts.flatMap { $0.owner == 0 ? nil : HostUser(number: $0.owner) }
        }

        private static func directory(of path: String) -> String {
            path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        }

        /// The tokens; throws ``CannotRun``.
        func read() throws -> [AdminToken] {
            do throws(TokenFileError) {
                return try TokenFile.read(path)
            } catch {
                throw CannotRun(description: error.description)
            }
        }

        /// Puts tokens into the file, and says what keeps the server from reading it; throws ``CannotRun``.
        func write(_ tokens: [AdminToken]) throws {
            do throws(TokenFileError) {
                try TokenFile.write(tokens, to: path, for: reader)
            } catch {
                throw CannotRun(description: error.description)
            }
            if let obstacle { StandardError.write("dhcp: \(obstacle)") }
        }

        /// Why the server may be unable to read the file, with the cure; `nil` when nothing speaks against it.
        private var obstacle: String? {
            guard let file = FileFacts(at: path) else { return nil }
            if file.owner == 0, reader?.isRoot != true {
                return """
                    \(path) belongs to root: when the server runs as another user, give it to that one \
                    (chown USER \(path)), or name the user in the configuration (server: { user: NAME })
                    """
            }
            let name = Self.directory(of: path)
            guard let directory = FileFacts(at: name, followsLinks: true), file.owner != 0 else { return nil }
            let bit: UInt32 = file.owner == directory.owner ? 0o100 : file.group == directory.group ? 0o010 : 0o001
            if directory.mode & bit != 0 { return nil }
            return "\(HostUser(number: file.owner)) has \(path) and can not reach it: chmod o+x \(name)"
        }
    }
#endif
