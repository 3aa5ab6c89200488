import DHCP

/// What of a message decides which options its sender gets: its classes and what else makes its scope, the list of what
/// it wants, how much it takes, and what it boots.
///
/// What was offered is acknowledged (RFC 2131 section 3.1), also to a client that says all this in its DISCOVER alone, as
/// firmware does that boots from the network. So an offer remembers it. A class, because the clients of a place mostly
/// say the same and share it with the block of options that answers them.
final class OfferTerms: Sendable {
    /// What clients of this kind are told; `nil` when the configuration is another since.
    let scope: OptionScope?
    let classes: ClassSet
    /// The list of options that are wanted (option 55); `nil` when there is none.
    let requested: [UInt8]?
    /// The longest reply that is taken, in octets of UDP payload.
    let limit: Int
    /// What boots, where the scope has something for it.
    let boot: BootClient?

    init(scope: OptionScope?, classes: ClassSet, requested: [UInt8]?, limit: Int, boot: BootClient?) {
        self.scope = scope
        self.classes = classes
        self.requested = requested
        self.limit = limit
        self.boot = boot
    }

    /// What they say, for comparing.
    var summary: String {
        "\(classes), \(requested.map { "\($0)" } ?? "nothing"), \(limit), \(boot.map { "\($0)" } ?? "nothing")"
    }

    /// The same under another configuration, in which the classes have other numbers.
    func carriedOver(_ classes: ClassSet) -> OfferTerms {
        OfferTerms(scope: nil, classes: classes, requested: requested, limit: limit, boot: boot)
    }

    /// Whether a message that says no less than its sender's DISCOVER is answered in the same way without these terms.
    func areRepeated(in message: DHCPMessage, scope: OptionScope) -> Bool {
        scope === self.scope && (requested == nil || message.requestedOptions != nil)
            && (limit == message.replyLimit || message.options.contains(.maximumMessageSize))
            && boot == scope.bootClient(of: message)
    }
}

extension OptionScope {
    /// What the sender of a message boots; `nil` also where there is nothing to boot.
    func bootClient(of message: DHCPMessage) -> BootClient? {
        boot == nil && !namesBootFile ? nil : BootClient(message)
    }
}
