import DHCP
import DHCPLinux
import DHCPServer
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct TransportErrorTests {
    @Test(arguments: [
        (
            EADDRINUSE, DHCPTransportError.Code.portInUse,
            "can not listen on 0.0.0.0:67, another process has the port: stop it (`ss -ulpn 'sport = :67'` shows it) "
                + "or choose another with --listen"
        ),
        (
            EACCES, .notPermitted,
            "can not listen on 0.0.0.0:67, this process may not: run `sudo setcap "
                + "cap_net_bind_service,cap_net_raw+ep /usr/bin/dhcp`, or listen on 0.0.0.0:6767 and redirect port 67 to it"
        ),
        (
            EADDRNOTAVAIL, .addressNotAvailable,
            "can not listen on 0.0.0.0:67, no interface has this address: listen on 0.0.0.0 for all addresses, "
                + "or on one of: 10.0.0.1"
        ),
        (ENOMEM, .system, "can not listen on 0.0.0.0:67, the system refuses it: bind: Cannot allocate memory"),
    ])
    func causeAndCure(number: Int32, code: DHCPTransportError.Code, text: String) {
        let interfaces = [
            NetworkInterface(
                index: 2, name: "eth0", addresses: [.init(IPv4Address(10, 0, 0, 1), prefixLength: 24)])
        ]
        let error = DHCPTransportError(
            listening: DHCPEndpoint(.any, port: 67), on: nil, error: SystemError("bind", number: number),
            interfaces: interfaces, executable: "/usr/bin/dhcp")
        #expect(error.code == code)
        #expect(error.description == text)
    }

    @Test func aMissingInterfaceIsNamedWithThoseThatExist() {
        let error = DHCPTransportError(
            listening: DHCPEndpoint(.any, port: 67), on: "eth9", error: SystemError("setsockopt", number: ENODEV),
            interfaces: [NetworkInterface(index: 1, name: "lo"), NetworkInterface(index: 2, name: "eth0")],
            executable: "")
        #expect(error.code == .noSuchInterface)
        #expect(
            error.description
                == "can not listen on 0.0.0.0:67 at eth9, there is no such interface: choose one of: lo, eth0")
    }
}
