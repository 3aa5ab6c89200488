import DHCPServer
import Foundation
import Testing

/// Which directory is handed over to the user of a server, and what of it.
@Suite struct StateDirectoryTests {
    private func handover(
        _ path: String = "/srv/dhcp/leases", owner: UInt32 = 0, isOwn: Bool = false, isUsable: Bool = false
    ) -> StateDirectory.Handover? {
        StateDirectory(path: path, name: "leases.sqlite", owner: owner, isOwn: isOwn).handover(isUsable: isUsable)
    }

    @Test func whatTheUserCanUseIsLeftAsItIs() {
        #expect(handover("/tmp", isUsable: true) == .nothing)
        #expect(handover(isOwn: true, isUsable: true) == .nothing)
    }

    @Test func aDirectoryOfLeasesAloneBecomesTheUsers() {
        #expect(handover(isOwn: true) == .ownership)
        #expect(handover("/data", isOwn: true) == .ownership)
        #expect(handover(owner: 1000, isOwn: true) == .ownership)
    }

    @Test func aDirectoryOfRootsWithOtherFilesIsShared() {
        #expect(handover() == .sharing)
        #expect(handover("/var/lib/dhcp") == .sharing)
    }

    @Test func aDirectoryOfSomebodyElseIsNot() {
        #expect(handover(owner: 1000) == nil)
    }

    @Test(arguments: [
        "/", "/srv", "/root", "/root/x", "/etc", "/etc/dhcp", "/etc/cron.d", "/usr/local/etc", "/usr/local/bin",
        "/var/lib",
        "/dev/shm", "/home/ann", "/home/ann/.ssh", "/srv/tools/bin", "/var/spool/cron/crontabs", "/run/systemd/system",
        "/var/lib/private", "/var/lib/dpkg/info", "/opt",
    ])
    func aDirectoryOfTheSystemIsNot(path: String) {
        #expect(handover(path) == nil)
        #expect(handover(path, isOwn: true) == nil)
    }

    @Test func leasesAreOfWhoeverHasTheFile() {
        #expect(StateDirectory(path: "/a", name: "l", owner: 0, fileOwner: 7, isOwn: true).leaseOwner == 7)
        #expect(StateDirectory(path: "/a", name: "l", owner: 8, isOwn: true).leaseOwner == 8)
    }

    @Test func theParentOfADirectory() {
        #expect(StateDirectory(path: "/a/b", name: "l", owner: 0, isOwn: true).parent == "/a")
        #expect(StateDirectory(path: "/a", name: "l", owner: 0, isOwn: true).parent == "/")
        #expect(StateDirectory(path: "/", name: "l", owner: 0, isOwn: true).parent == "/")
    }

    // MARK: On the disk

    private let all: (String, Int32) -> Bool = { _, _ in true }

    private func withDirectory(_ body: (URL) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "dhcp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url)
    }

    private func make(_ url: URL) throws { try Data("x".utf8).write(to: url) }

    private func owner(_ path: String) throws -> uid_t {
        var status = stat()
        try #require(lstat(path, &status) == 0, "\(path)")
        return status.st_uid
    }

    @Test func whatElseIsInADirectoryIsSeen() throws {
        try withDirectory { url in
            let file = url.appending(path: "leases.sqlite").path
            #expect(try StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) == .ownership)
            for suffix in ["", "-wal", "-lock"] { try make(url.appending(path: "leases.sqlite\(suffix)")) }
            #expect(try StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) == .ownership)
            try make(url.appending(path: "dhcp.yaml"))
            #expect(try StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) != .ownership)
            #expect(try StateDirectory(ofLeaseFile: file, isOwn: true)?.handover(isUsable: false) == .ownership)
        }
    }

    @Test func theDirectoryIsThatToWhichTheFileIsLinked() throws {
        try withDirectory { url in
            let inner = url.appending(path: "inner")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            try make(inner.appending(path: "real.sqlite"))
            let link = url.appending(path: "leases.sqlite").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "inner/real.sqlite")
            #expect(try StateDirectory(ofLeaseFile: link)?.path.hasSuffix("/inner") == true)
            #expect(try StateDirectory(ofLeaseFile: url.appending(path: "none/leases.sqlite").path) == nil)
        }
    }

    @Test("links, files with other names, and files of others are not given away", .enabled(if: geteuid() == 0))
    func links() throws {
        try withDirectory { url in
            let user = HostUser(name: "65534", number: 65_534, group: 65_534)
            let target = url.appending(path: "target")
            try make(target)
            let directory = url.appending(path: "state")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let file = directory.appending(path: "leases.sqlite")
            try make(file)
            try FileManager.default.createSymbolicLink(atPath: file.path + "-lock", withDestinationPath: "../target")
            try FileManager.default.linkItem(atPath: target.path, toPath: file.path + "-wal")
            try make(directory.appending(path: "dhcp.yaml"))

            try #require(try StateDirectory(ofLeaseFile: file.path)).handOver(
                .ownership, to: user, recognized: all)

            #expect(try owner(directory.path) == user.number)
            #expect(try owner(file.path) == user.number)
            #expect(try owner(target.path) == 0)
            #expect(try owner(file.path + "-lock") == 0)
            #expect(try owner(directory.appending(path: "dhcp.yaml").path) == 0)
        }
    }

    @Test("a shared directory lets the user's group make files, and remove its own only", .enabled(if: geteuid() == 0))
    func sharing() throws {
        try withDirectory { url in
            chmod(url.path, 0o700)
            let user = HostUser(name: "65534", number: 65_534, group: 65_533)
            let file = url.appending(path: "leases.sqlite").path
            try #require(try StateDirectory(ofLeaseFile: file)).handOver(.sharing, to: user, recognized: all)
            var status = stat()
            #expect(stat(url.path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o1770)
            #expect(status.st_uid == 0 && status.st_gid == user.group)
        }
    }

    // MARK: Links

    private let user = HostUser(name: "65534", number: 65_534, group: 65_534)

    @Test("a link that another user made, or could have made, is not followed", .enabled(if: geteuid() == 0))
    func linksOfOthers() throws {
        try withDirectory { url in
            let victim = url.appending(path: "victim")
            let state = url.appending(path: "state")
            for directory in [victim, state] {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            }
            try make(victim.appending(path: "authorized_keys"))
            let file = state.appending(path: "leases.sqlite").path
            try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "../victim/authorized_keys")
            let inner = state.appending(path: "inner").path
            try FileManager.default.createSymbolicLink(atPath: inner, withDestinationPath: "../victim")

            func expectRefusal() {
                #expect(throws: RefusedLink.self) { try StateDirectory(ofLeaseFile: file) }
                #expect(throws: RefusedLink.self) { try StateDirectory(ofLeaseFile: inner + "/leases.sqlite") }
            }
            #expect(try StateDirectory(ofLeaseFile: file) != nil)
            // A directory of another user, then a link of another user, then a directory where others can make files.
            chown(state.path, user.number, user.group)
            expectRefusal()
            chown(state.path, 0, 0)
            for link in [file, inner] { lchown(link, user.number, user.group) }
            expectRefusal()
            for link in [file, inner] { lchown(link, 0, 0) }
            for mode in [0o777, 0o1777, 0o775] as [mode_t] {
                chmod(state.path, mode)
                expectRefusal()
            }
            #expect(try owner(victim.path) == 0)
        }
    }

    @Test func aLinkHasToLeadToAFile() throws {
        try withDirectory { url in
            let link = url.appending(path: "leases.sqlite").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "none")
            #expect(throws: RefusedLink.self) { try StateDirectory(ofLeaseFile: link) }
            try FileManager.default.createSymbolicLink(atPath: link + "2", withDestinationPath: "leases.sqlite2")
            #expect(throws: RefusedLink.self) { try StateDirectory(ofLeaseFile: link + "2") }
        }
    }

    @Test("what is put in the place of what was looked at is not given away", .enabled(if: geteuid() == 0))
    func swapped() throws {
        try withDirectory { url in
            let (state, victim) = (url.appending(path: "state"), url.appending(path: "victim"))
            for directory in [state, victim] {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            }
            try make(victim.appending(path: "leases.sqlite"))
            let directory = try #require(
                try StateDirectory(ofLeaseFile: state.appending(path: "leases.sqlite").path))
            let moved = url.appending(path: "moved")
            try FileManager.default.moveItem(at: state, to: moved)
            try FileManager.default.createSymbolicLink(at: state, withDestinationURL: victim)

            try directory.handOver(.ownership, to: user, recognized: all)

            #expect(try owner(victim.path) == 0)
            #expect(try owner(victim.appending(path: "leases.sqlite").path) == 0)
            #expect(try owner(moved.path) == user.number)
        }
    }

    @Test("files that only begin with the name stay, and what is none of the store's", .enabled(if: geteuid() == 0))
    func otherFiles() throws {
        try withDirectory { url in
            let file = url.appending(path: "a").path
            for name in ["a", "a-wal", "a-lock", "authorized_keys", "a.bak"] { try make(url.appending(path: name)) }
            let directory = try #require(try StateDirectory(ofLeaseFile: file))
            #expect(directory.handover(isUsable: false) != .ownership)
            try directory.handOver(.nothing, to: user) { suffix, _ in suffix != "-lock" }
            let owners = try ["a", "a-wal", "a-lock", "authorized_keys", "a.bak"].map {
                try owner(url.appending(path: $0).path)
            }
            #expect(owners == [user.number, user.number, 0, 0, 0])
        }
    }

    @Test func whatStandsInTheWayOfTheStoresFilesIsNamed() throws {
        try withDirectory { url in
            let file = url.appending(path: "leases.sqlite").path
            let directory = try #require(try StateDirectory(ofLeaseFile: file))
            try make(url.appending(path: "leases.sqlite-wal"))
            try make(url.appending(path: "leases.sqlite-saved"))
            #expect(directory.obstacle(recognized: all) == nil)
            #expect(directory.obstacle { suffix, _ in suffix != "-wal" }?.hasSuffix("/leases.sqlite-wal") == true)
            try FileManager.default.createSymbolicLink(atPath: file + "-lock", withDestinationPath: "none")
            #expect(directory.obstacle(recognized: all)?.hasSuffix("/leases.sqlite-lock") == true)
        }
    }

    @Test("what was given is as it was when it is taken back", .enabled(if: geteuid() == 0))
    func takenBack() throws {
        try withDirectory { url in
            chmod(url.path, 0o750)
            let file = url.appending(path: "leases.sqlite")
            try make(file)
            for handover in [StateDirectory.Handover.sharing, .ownership] {
                let directory = try #require(try StateDirectory(ofLeaseFile: file.path))
                var given = try directory.handOver(handover, to: user, recognized: all)
                #expect(try owner(file.path) == user.number)
                given.takeBack()
                var status = stat()
                #expect(stat(url.path, &status) == 0)
                #expect(status.st_uid == 0 && status.st_gid == 0 && status.st_mode & 0o7777 == 0o750)
                #expect(try owner(file.path) == 0)
            }
        }
    }
}
