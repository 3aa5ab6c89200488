/// A namespace seen as a machine with one interface that matters.
struct Host {
    let namespace: NetworkNamespace
    let interface: String
    let hardwareAddress: String

    /// The IPv4 addresses that the interface has now.
    func addresses() async throws -> [String] {
        let text = try await namespace.run("ip", "-4", "-oneline", "address", "show", "dev", interface)
        return text.matches(of: /inet ([0-9.]+)/).map { String($0.output.1) }
    }
}
