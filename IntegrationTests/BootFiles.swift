import Foundation

/// The TFTP and the HTTP server beside a DHCP server, with the same files: iPXE and a script for it.
struct BootFiles {
    /// iPXE as a UEFI program.
    static let iPXE = URL(filePath: "/usr/lib/ipxe/ipxe.efi")

    private static let script = """
        #!ipxe
        imgfetch http://\(Layout.serverAddress)/ran-${platform} ||
        sleep 3600

        """

    private let tftp: RunningProcess
    private let http: RunningProcess

    /// Starts both servers and waits until they listen.
    static func serve(in laboratory: Laboratory) async throws -> BootFiles {
        let directory = try laboratory.newDirectory("boot-files")
        try FileManager.default.copyItem(at: iPXE, to: directory.appending(path: iPXE.lastPathComponent))
        _ = try TextFile.holding(script, at: directory.appending(path: "boot.ipxe"))

        let namespace = try laboratory.server.namespace
        let tftp = try laboratory.start(
            "tftp", in: namespace,
            [
                "dnsmasq", "--keep-in-foreground", "--log-facility=-", "--user=root", "--conf-file=/dev/null",
                "--pid-file=", "--port=0", "--enable-tftp", "--tftp-root=\(directory.path)",
            ])
        _ = try await tftp.waitForLine(/TFTP root is/)
        let http = try laboratory.start(
            "http", in: namespace,
            ["busybox", "httpd", "-f", "-vv", "-p", "\(Layout.serverAddress):80", "-h", directory.path])
        return BootFiles(tftp: tftp, http: http)
    }

    /// The files that were sent by TFTP to their end.
    var sentByTFTP: [String] {
        tftp.errors.lines.compactMap { $0.firstMatch(of: #/sent .*/([^/]+) to /#).map { String($0.output.1) } }
    }

    /// The paths that were asked for by HTTP.
    var askedByHTTP: [String] {
        http.errors.lines.compactMap { $0.firstMatch(of: #/url:(\S+)/#).map { String($0.output.1) } }
    }

    /// Waits until the script has run so far that it fetched its last file.
    ///
    /// Ten times as long as a machine takes that nothing else keeps waiting.
    func waitUntilScriptRan(on platform: String, in machine: RunningProcess) async throws {
        try await wait(
            for: "the iPXE script to run", upTo: .seconds(400), evidence: { machine.transcript }
        ) {
            for process in [machine, tftp, http] where !process.isRunning {
                throw EndedEarly(transcript: process.transcript)
            }
            return askedByHTTP.contains("/ran-\(platform)") ? () : nil
        }
    }
}
