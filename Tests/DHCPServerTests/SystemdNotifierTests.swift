import DHCPServer
import Foundation
import Testing

@Suite struct SystemdNotifierTests {
    @Test("what is told arrives in order at the socket that systemd names", arguments: [false, true])
    func order(isAbstract: Bool) throws {
        let socket = try NotifySocket(isAbstract: isAbstract)
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.name])

        notifier.status("eth1: does not exist")
        notifier.ready(status: "serving eth0")
        notifier.reloading()
        notifier.alive()
        notifier.stopping()

        #expect(socket.receive() == "STATUS=eth1: does not exist")
        #expect(socket.receive() == "READY=1\nSTATUS=serving eth0")
        let reloading = try #require(socket.receive())
        #expect(reloading.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[0-9]+/) != nil)
        #expect(socket.receive() == "WATCHDOG=1")
        #expect(socket.receive() == "STOPPING=1")
        #expect(socket.receive() == nil)
    }

    @Test("a status of several lines can not make another assignment")
    func lines() throws {
        let socket = try NotifySocket(isAbstract: true)
        SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.name]).status("one\nREADY=1\r\nthree")
        #expect(socket.receive() == "STATUS=one READY=1 three")
    }

    @Test(
        "the watchdog is fed twice in its time, when it is this process's",
        arguments: [
            (["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "3000000"], .milliseconds(1500)),
            (
                ["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "\(getpid())"],
                .milliseconds(1500)
            ),
            (["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"], nil),
            (["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "0"], nil),
            (["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "-4"], nil),
            (["NOTIFY_SOCKET": "@x"], nil), (["WATCHDOG_USEC": "3000000"], nil),
        ] as [([String: String], Duration?)])
    func watchdog(environment: [String: String], interval: Duration?) {
        #expect(SystemdNotifier(environment: environment).watchdogInterval == interval)
    }

    @Test("without a socket, or with one that is gone, nothing happens", arguments: [nil, "", "/no/such/socket"])
    func noSocket(name: String?) {
        SystemdNotifier(environment: name.map { ["NOTIFY_SOCKET": $0] } ?? [:]).ready(status: "serving eth0")
    }
}

/// A socket such as the one on which systemd listens.
final class NotifySocket {
    /// As it stands in `NOTIFY_SOCKET`.
    let name: String
    private let descriptor: Int32

    init(isAbstract: Bool) throws {
        let path = "/tmp/dhcp-notify-\(UUID().uuidString)"
        name = isAbstract ? "@" + path : path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = (isAbstract ? [0] : []) + Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let count = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + octets.count } ?? 0)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, count) == 0 }
        }
        try #require(isBound)
    }

    deinit {
        close(descriptor)
        if !name.hasPrefix("@") { unlink(name) }
    }

    /// The next datagram, which must be there already.
    func receive() -> String? {
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &octets, octets.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: octets[..<count], as: UTF8.self)
    }
}
