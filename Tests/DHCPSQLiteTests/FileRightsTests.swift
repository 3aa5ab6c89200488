#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// Whose the files of a store are, and what is not taken for one of them.
    @Suite struct FileRightsTests {
        let file: StoreFile
        private let companions = ["", "-wal", "-shm", "-lock"]

        init() throws {
            file = try StoreFile()
        }

        private func status(_ path: String) throws -> stat {
            var status = stat()
            try #require(lstat(path, &status) == 0, "\(path)")
            return status
        }

        private func mode(_ suffix: String) throws -> mode_t {
            try status(file.path + suffix).st_mode & 0o777
        }

        @Test func newFilesAreTheirOwnersAlone() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            for suffix in companions { #expect(try mode(suffix) == 0o600, "\(suffix)") }
            await store.close()
        }

        @Test func filesThatEverybodyCouldReadAreTightened() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            let crashed = try StoreFile()
            for suffix in companions {
                try FileManager.default.copyItem(atPath: file.path + suffix, toPath: crashed.path + suffix)
                chmod(crashed.path + suffix, 0o644)
            }
            await store.close()
            let again = try crashed.open()
            for suffix in companions {
                #expect(try status(crashed.path + suffix).st_mode & 0o777 == 0o600, "\(suffix)")
            }
            #expect(try await again.leases() == [StoreFile.lease(1)])
            await again.close()
        }

        @Test(arguments: [0o600, 0o640, 0o660] as [mode_t])
        func aRemovedFileIsMadeAgainAsItWas(_ wished: mode_t) async throws {
            let first = try file.open()
            await first.close()
            chmod(file.path, wished)
            chmod(file.path + "-lock", wished)
            let owner: uid_t = getuid() == 0 ? 4321 : getuid()
            if getuid() == 0 { for suffix in ["", "-lock"] { chown(file.path + suffix, owner, 4322) } }
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            for suffix in companions { try file.remove(suffix) }
            try await store.keep(StoreFile.lease(2))
            for suffix in companions {
                #expect(try mode(suffix) == wished, "\(suffix)")
                #expect(try status(file.path + suffix).st_uid == owner, "\(suffix)")
            }
            await store.close()
        }

        @Test(.enabled(if: getuid() == 0, "only root gives files away"))
        func whatRootMakesBelongsToWhoeverHasTheDirectory() async throws {
            chown(file.directory, 4321, 4322)
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            for suffix in companions { #expect(try status(file.path + suffix).st_uid == 4321, "\(suffix)") }
            await store.close()
            var octets = try file.octets()
            octets.replaceSubrange(8192..<8200, with: Data(repeating: 0xA5, count: 8))
            let output = file.directory + "/saved.sqlite"
            _ = try await SQLiteLeaseRecovery.save(file.path, to: output)
            for suffix in ["", "-lock"] { #expect(try status(output + suffix).st_uid == 4321) }
            #expect(try status(output).st_mode & 0o777 == 0o600)
            let (_, damaged) = try await SQLiteLeaseRecovery.replace(file.path)
            for path in [file.path, damaged, file.path + "-lock"] { #expect(try status(path).st_uid == 4321) }
        }

        @Test(arguments: ["-lock", ""]) func aLinkIsNotFollowedToMakeOrEmptyAFile(_ suffix: String) throws {
            let target = file.directory + "/precious"
            if suffix == "-lock" { try Data("precious\n".utf8).write(to: URL(filePath: target)) }
            try FileManager.default.createSymbolicLink(atPath: file.path + suffix, withDestinationPath: target)
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == .inTheWay)
            #expect(error?.description.contains("a symbolic link") == true)
            #expect(FileManager.default.contents(atPath: target) == (suffix == "-lock" ? Data("precious\n".utf8) : nil))
        }

        enum Obstacle: CaseIterable {
            case otherText, otherNumbers, hardLink, pipe, directory, device
        }

        @Test(arguments: Obstacle.allCases) func whatIsNoLockFileIsLeftAlone(_ obstacle: Obstacle) throws {
            let lock = file.path + "-lock"
            let other = file.directory + "/other"
            var content = Data("12345\n".utf8)
            switch obstacle {
            case .otherText: content = Data("root:x:0:0\n".utf8)
            case .otherNumbers: content = Data("12345\n12346\n12347\n".utf8)
            case .hardLink: try content.write(to: URL(filePath: other))
            case .pipe: mkfifo(lock, 0o600)
            case .directory: try FileManager.default.createDirectory(atPath: lock, withIntermediateDirectories: false)
            case .device: guard mknod(lock, S_IFCHR | 0o600, 0x103) == 0 else { return }
            }
            if obstacle == .hardLink { link(other, lock) }
            let isFile = [.otherText, .otherNumbers, .hardLink].contains(obstacle)
            if isFile, obstacle != .hardLink { try content.write(to: URL(filePath: lock)) }
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == .inTheWay, "\(error as (any Error)?)")
            if isFile { #expect(try file.octets("-lock") == content) }
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }

        @Test(arguments: [true, false]) func aPipeOrDirectoryInPlaceOfTheFileIsNamed(_ isPipe: Bool) throws {
            if isPipe { mkfifo(file.path, 0o600) } else { mkdir(file.path, 0o700) }
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == .notLeases)
        }
    }
#endif
