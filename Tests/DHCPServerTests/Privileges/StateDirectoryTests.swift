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

    @Test(arguments: ["/", "/srv", "/root", "/root/x", "/etc", "/etc/dhcp", "/usr/local/etc", "/var/lib", "/dev/shm"])
    func aDirectoryOfTheSystemIsNot(path: String) {
        #expect(handover(path) == nil)
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
            #expect(StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) == .ownership)
            for suffix in ["", "-wal", "-lock"] { try make(url.appending(path: "leases.sqlite\(suffix)")) }
            #expect(StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) == .ownership)
            try make(url.appending(path: "dhcp.yaml"))
            #expect(StateDirectory(ofLeaseFile: file)?.handover(isUsable: false) != .ownership)
            #expect(StateDirectory(ofLeaseFile: file, isOwn: true)?.handover(isUsable: false) == .ownership)
        }
    }

    @Test func theDirectoryIsThatToWhichTheFileIsLinked() throws {
        try withDirectory { url in
            let inner = url.appending(path: "inner")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            try make(inner.appending(path: "real.sqlite"))
            let link = url.appending(path: "leases.sqlite").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "inner/real.sqlite")
            #expect(StateDirectory(ofLeaseFile: link)?.path.hasSuffix("/inner") == true)
            #expect(StateDirectory(ofLeaseFile: url.appending(path: "none/leases.sqlite").path) == nil)
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

            try #require(StateDirectory(ofLeaseFile: file.path)).handOver(.ownership, to: user)

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
            try #require(StateDirectory(ofLeaseFile: file)).handOver(.sharing, to: user)
            var status = stat()
            #expect(stat(url.path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o1770)
            #expect(status.st_uid == 0 && status.st_gid == user.group)
        }
    }
}
