import DHCP

/// The architectures that have a name.
enum ArchitectureName {
    static let all = (0...255).compactMap { ClientArchitecture(rawValue: $0).name }
}

/// The message types that clients send, in the words of a file.
enum MessageTypeName {
    private static let types: [DHCPMessageType] = [
        .discover, .request, .decline, .release, .inform, .leaseQuery,
    ]

    static let all = types.map(text)

    static func text(_ type: DHCPMessageType) -> String { "\(type)".lowercased() }

    static func type(_ text: String) -> DHCPMessageType? { types.first { self.text($0) == text } }
}
