import DHCPCapture
import Foundation
import Testing

/// Where a recording is written, and where not.
@Suite struct OutputFileTests {
    private func inDirectory(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "dhcp-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test func linksAreNotFollowedAndFilesWithOtherNamesAreNotEmptied() throws {
        try inDirectory { directory in
            let (precious, name) = (directory + "/precious", directory + "/lab.pcap")
            try Data("precious".utf8).write(to: URL(filePath: precious))
            symlink(precious, name)
            #expect(throws: CaptureSystemError.self) { try OutputFile(path: name) }
            unlink(name)
            symlink(directory + "/none", name)
            #expect(throws: CaptureSystemError.self) { try OutputFile(path: name) }
            unlink(name)
            link(precious, name)
            #expect(throws: CaptureSystemError.self) { try OutputFile(path: name) }
            #expect(FileManager.default.contents(atPath: precious) == Data("precious".utf8))
            #expect(!FileManager.default.fileExists(atPath: directory + "/none"))
        }
    }

    @Test func aRecordingOfBeforeIsEmptiedAndKeepsItsMode() throws {
        try inDirectory { directory in
            let name = directory + "/lab.pcap"
            try OutputFile(path: name).write([1, 2, 3])
            var status = stat()
            #expect(stat(name, &status) == 0 && status.st_mode & 0o777 == 0o600)
            chmod(name, 0o640)
            try OutputFile(path: name).write([4])
            #expect(FileManager.default.contents(atPath: name) == Data([4]))
            #expect(stat(name, &status) == 0 && status.st_mode & 0o777 == 0o640)
        }
    }
}
