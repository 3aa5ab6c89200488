public import DHCP
public import Logging

extension DHCPService {
    /// Makes a service that listens on UDP sockets of this host.
    ///
    /// By default it listens on port 6767 of all addresses, which needs no privilege; clients talk to port 67. Port 0
    /// lets the kernel choose one, which ``boundAddresses`` tells. With `interfaces`, each of them has a socket of its
    /// own and nothing else is heard.
    public convenience init(
        _ responder: Responder, listen: DHCPEndpoint = DHCPEndpoint(.any, port: 6767), interfaces: [String] = [],
        configuration: DHCPServiceConfiguration = DHCPServiceConfiguration(), logger: Logger = Logger(label: "dhcp")
    ) {
        let transport = UDPTransport(
            configuration: UDPTransport.Configuration(listen: listen, interfaces: interfaces), logger: logger)
        self.init(responder, transport: transport, configuration: configuration, logger: logger)
    }
}
