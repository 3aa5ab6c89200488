import DHCP
import DHCPLeases
import DHCPTesting

/// An engine with a clock of its own, asked as clients ask.
struct EngineFixture {
    var engine: LeaseEngine
    var now = DHCPInstant(seconds: 1_767_225_600)
    var origin = DHCPOrigin.test

    /// Serves `10.0.0.0/24` with a pool from `.100` to `.109`, unless told otherwise.
    init(
        subnets: [Subnet]? = nil, configure: (inout LeaseConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = LeaseConfiguration(
            subnets: try subnets ?? [Self.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")])
        configure(&configuration)
        engine = try LeaseEngine(configuration: configuration)
    }

    static func subnet(_ prefix: String, _ pools: String...) throws -> Subnet {
        Subnet(try Self.prefix(prefix), pools: try pools.map { Pool(try range($0)) })
    }

    static func prefix(_ text: String) throws -> IPv4Prefix { try unwrap(IPv4Prefix(text), text) }
    static func range(_ text: String) throws -> IPv4Range { try unwrap(IPv4Range(text), text) }

    private static func unwrap<Value>(_ value: Value?, _ text: String) throws -> Value {
        guard let value else { throw BadFixture(text: text) }
        return value
    }

    struct BadFixture: Error { let text: String }

    /// The client numbered `number`.
    static func client(_ number: Int) -> HardwareAddress {
        HardwareAddress(2, 0, 0, UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
    }

    /// Sends a message as honest clients and relays do: from their own address, unless `origin` says from where.
    mutating func send(_ message: DHCPMessage) -> Decision {
        var origin = origin
        if origin.peer.address.isAny {
            origin.peer.address = message.giaddr.isAny ? message.ciaddr : message.giaddr
        }
        return engine.decide(DHCPRequest(message: message, origin: origin), at: now)
    }

    struct NoAnswer: Error { let reason: ReasonCode }

    /// DISCOVER, and REQUEST of what is offered; the ACK.
    ///
    /// Throws when there is no answer.
    mutating func acquire(
        _ client: HardwareAddress, options: (inout DHCPOptions) -> Void = { _ in }
    ) throws -> DHCPMessage {
        let offered = send(.discover(client, options: options))
        guard let offer = offered.reply?.message else { throw NoAnswer(reason: offered.reason) }
        let acknowledged = send(.selecting(offer))
        guard let ack = acknowledged.reply?.message else { throw NoAnswer(reason: acknowledged.reason) }
        return ack
    }

    mutating func wait(_ seconds: Int) -> [LeaseChange] {
        now = now.advanced(by: .seconds(seconds))
        return engine.expire(at: now)
    }
}

extension IPv4Address {
    /// Ten dot zero dot zero dot `last`.
    static func ten(_ last: UInt8) -> IPv4Address { IPv4Address(10, 0, 0, last) }
}
