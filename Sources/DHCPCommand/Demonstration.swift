import DHCP

/// What a server without a configuration tells its first user.
enum Demonstration {
    /// Prints what to type next, when the server listens on `endpoint`; a browser comes in by `link`.
    static func explain(_ endpoint: DHCPEndpoint, link: String?) {
        let program = CommandLine.arguments.first ?? "dhcp"
        StandardOutput.write(
            """
            This is a demonstration: addresses from 192.0.2.10 to 192.0.2.250, for relays on this machine.
            In a second terminal, ask for one:

                \(program) discover --server 127.0.0.1:\(endpoint.port)

            \(link.map { "Look at it in a browser, by a link that is good once and for ten minutes:\n\n    \($0)\n" } ?? "")
            To serve a network, write a configuration (Examples/home.yaml is a start), then:

                \(program) check home.yaml
                sudo \(program) serve --config home.yaml

            End it with Ctrl-C.
            """)
    }
}
