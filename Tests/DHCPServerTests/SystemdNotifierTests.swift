import DHCPServer
import DHCPTesting
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct SystemdNotifierTests {
    private static let names = Atomic(0)

    /// A name for a socket that no other test has, in the file system or abstract.
    private static func name(_ isAbstract: Bool) -> String {
        let number = names.add(1, ordering: .relaxed).newValue
        return (isAbstract ? "@" : "") + "/tmp/dhcp-notify-\(getpid())-\(number)"
    }

    @Test("what is told arrives in order at the socket that systemd names", arguments: [false, true])
    func order(isAbstract: Bool) throws {
        let socket = try NotifySocket(Self.name(isAbstract))
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
        let socket = try NotifySocket(Self.name(true))
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

    @Test("signs of life come while the run loop turns, and not while it hangs")
    func hangingLoop() async throws {
        let socket = try NotifySocket(Self.name(true))
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.name, "WATCHDOG_USEC": "20000"])
        let service = DHCPService(ScriptedHandler(), transport: InMemoryTransport(), logger: .silent)
        let tasks = [
            Task { try await service.run() },
            Task { try await SystemdWatchdog(service, notifier: notifier).run() },
        ]
        defer { for task in tasks { task.cancel() } }
        try await waitForSign(at: socket)

        let (begun, end) = (Gate(), Gate())
        service.cast { _ in
            begun.open()
            await end.wait()
        }
        await begun.wait()
        // What was sent before the loop hung.
        while socket.receive() != nil {}
        try await Task.sleep(for: .milliseconds(200))
        // One that the loop had answered for may have been on its way; a loop that turns would be good for twenty.
        _ = socket.receive()
        #expect(socket.receive() == nil)

        end.open()
        try await waitForSign(at: socket)
    }

    private func waitForSign(at socket: NotifySocket) async throws {
        for _ in 0..<1000 {
            if socket.receive() == "WATCHDOG=1" { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("no sign of life")
    }

    @Test("without a socket, or with one that is gone, nothing happens", arguments: [nil, "", "/no/such/socket"])
    func noSocket(name: String?) {
        SystemdNotifier(environment: name.map { ["NOTIFY_SOCKET": $0] } ?? [:]).ready(status: "serving eth0")
    }
}
