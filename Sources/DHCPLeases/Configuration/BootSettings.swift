public import DHCP

/// What machines that boot from the network load.
///
/// The first profile that is meant for a client fills the reply: `siaddr`, `sname` and `file`, and options 43, 60, 66,
/// 67 and 175 as its program needs them (see `BootClient.answer`). A client that does not say how it boots finds what
/// is for all machines in `siaddr`, `sname` and `file`, and in options 66 and 67 when it asks for those.
///
/// In files and the server's name `{mac}`, `{address}`, `{circuit}` and `{host}` stand for what the client has, as in
/// options that are ``OptionRules/templates``.
public struct BootSettings: Hashable, Sendable {
    /// The TFTP server; by default this server's own address.
    public var nextServer: IPv4Address?
    /// The TFTP server's name, for `sname` and option 66; by default its address stands in option 66.
    public var serverName: String?
    /// What is loaded, by whom.
    public var profiles: [BootProfile]

    /// Makes settings.
    public init(nextServer: IPv4Address? = nil, serverName: String? = nil, profiles: [BootProfile] = []) {
        self.nextServer = nextServer
        self.serverName = serverName
        self.profiles = profiles
    }

    /// The first profile that is meant for a client.
    public func profile(for client: BootClient) -> BootProfile? {
        profiles.first { $0.isMeant(for: client) }
    }

    /// What a machine loads that does not say what it is: the file of the first profile that is for all machines.
    public var fileForAllMachines: String? {
        profiles.first { $0.architecture == nil && !$0.isForIPXE && !$0.isURL }?.file
    }
}

/// What one kind of machine loads.
public struct BootProfile: Hashable, Sendable {
    /// For which architecture; `nil` for all.
    public var architecture: ClientArchitecture?
    /// Whether it is for the iPXE boot loader, or for firmware.
    public var isForIPXE: Bool
    /// A name for the TFTP server, or a URL.
    public var file: String

    /// Makes a profile.
    public init(architecture: ClientArchitecture? = nil, isForIPXE: Bool = false, file: String) {
        self.architecture = architecture
        self.isForIPXE = isForIPXE
        self.file = file
    }

    /// Whether `client` loads this.
    ///
    /// iPXE takes only what is meant for it, so that it does not load itself again. Firmware that asks by HTTP takes
    /// only URLs, and firmware that asks by TFTP takes none. EFI byte code (9) counts as x64.
    package func isMeant(for client: BootClient) -> Bool {
        guard isForIPXE == (client.program == .ipxe) else { return false }
        if client.program == .http && !isURL || client.program == .pxe && isURL { return false }
        guard let architecture else { return true }
        let wanted = BootClient(client.program, architecture)
        return architecture == client.architecture || wanted.platform == client.platform
    }

    /// Whether ``file`` is a URL.
    package var isURL: Bool {
        // By octets, as it is asked for each message.
        let rest = file.utf8.drop { $0 != UInt8(ascii: ":") }
        return rest.starts(with: "://".utf8) || rest.dropFirst().contains(UInt8(ascii: ":")) && file.contains("://")
    }
}
