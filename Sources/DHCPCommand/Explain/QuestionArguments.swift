#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPExplain
    import DHCPProgram
    import Foundation

    /// What a client would ask, and from where.
    struct QuestionArguments: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp(
                "What it would send: discover, request (of what it is offered), reboot, renew, rebind, inform.",
                valueName: "message"),
            completion: .list(ClientQuestion.Kind.allCases.map(\.rawValue)), transform: { try kind($0) })
        var would = ClientQuestion.Kind.discover

        @Option(
            name: .shortAndLong, help: ArgumentHelp("It would ask on the link of this interface.", valueName: "name"),
            completion: .interface)
        var interface: String?

        @Option(
            name: .long,
            help: ArgumentHelp("It would ask by the relay with this address (giaddr).", valueName: "address"),
            transform: { try address($0) })
        var relay: IPv4Address?

        @Option(
            name: .customLong("hw"),
            help: ArgumentHelp("Its hardware address, when CLIENT is no hardware address.", valueName: "address"),
            transform: { try hardware($0) })
        var hardware: HardwareAddress?

        @Option(
            name: .customLong("ask"), help: ArgumentHelp("The address that it would ask for.", valueName: "address"),
            transform: { try address($0) })
        var asked: IPv4Address?

        @Option(
            name: .customLong("option"),
            help: ArgumentHelp(
                "An option that it would send, as text or as octets: 60=PXEClient, 82=0x0104abcd; may be given several times.",
                valueName: "code=value"),
            transform: { try option($0) })
        var options: [String] = []

        @Option(
            name: .customLong("at"),
            help: ArgumentHelp(
                "When it would ask: 2026-12-01T08:00:00Z, or from now on, as in +2h.", valueName: "time"),
            transform: { try MomentArgument($0) })
        var moment: MomentArgument?

        func validate() throws {
            if interface != nil, relay != nil { throw ValidationError("a client asks by --interface or by --relay") }
        }

        /// Whether nothing is asked but what happened.
        var isEmpty: Bool {
            would == .discover && interface == nil && relay == nil && hardware == nil && asked == nil && options.isEmpty
                && moment == nil
        }

        /// The same for whoever answers.
        func wish(now: DHCPInstant) -> ClientWish {
            let time = moment?.instant(now: now) ?? now
            return ClientWish(
                would, interface: interface, relay: relay, hardwareAddress: hardware, address: asked, options: options,
                delay: Int(time.seconds - now.seconds))
        }

        private static func kind(_ text: String) throws -> ClientQuestion.Kind {
            if let kind = ClientQuestion.Kind(rawValue: text) { return kind }
            let kinds = ClientQuestion.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--would takes \(kinds), not \(text)")
        }

        private static func option(_ text: String) throws -> String {
            if WrittenOption(text) != nil { return text }
            throw ValidationError("--option takes a code and a value, as in 60=PXEClient or 82=0x0104abcd, not \(text)")
        }

        private static func address(_ text: String) throws -> IPv4Address {
            guard let address = IPv4Address(text) else {
                throw ValidationError("an address such as 10.0.1.1 is needed, not \(text)")
            }
            return address
        }

        private static func hardware(_ text: String) throws -> HardwareAddress {
            guard let address = HardwareAddress(notation: text) else {
                throw ValidationError("an address such as 00:11:22:33:44:55 is needed, not \(text)")
            }
            return address
        }
    }

    /// A moment: a time of day, or one from now on.
    struct MomentArgument: Sendable {
        private let seconds: Int64
        private let isRelative: Bool

        init(_ text: String) throws {
            if text.hasPrefix("+"), let unit = text.last, let number = Int64(text.dropFirst().dropLast()),
                let factor = ["s": Int64(1), "m": 60, "h": 3600, "d": 86_400][String(unit)], number < 1_000_000
            {
                (seconds, isRelative) = (number * factor, true)
            } else if let date = try? Date(text, strategy: .iso8601) {
                (seconds, isRelative) = (Int64(date.timeIntervalSince1970), false)
            } else {
                throw ValidationError("--at takes a time such as 2026-12-01T08:00:00Z or +2h, not \(text)")
            }
        }

        func instant(now: DHCPInstant) -> DHCPInstant {
            DHCPInstant(seconds: isRelative ? now.seconds + seconds : seconds)
        }
    }
#endif
