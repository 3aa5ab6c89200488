public import DHCP
internal import DHCPLeases

/// What a server looks after besides its clients.
public struct WatchSettings: Hashable, Sendable {
    /// How often it is asked on each link which other servers answer, in seconds; `LeaseTimes.infinite` for never.
    public var otherServers: UInt32
    /// Servers that may answer there, by what they call themselves (option 54).
    public var knownServers: Set<IPv4Address>

    /// How often links are asked where a configuration does not say: every ten minutes.
    public static let defaultInterval: UInt32 = 600

    /// Makes settings.
    public init(otherServers: UInt32 = Self.defaultInterval, knownServers: Set<IPv4Address> = []) {
        self.otherServers = otherServers
        self.knownServers = knownServers
    }

    /// The interval; `nil` when links are not asked.
    package var interval: Duration? { otherServers == LeaseTimes.infinite ? nil : .seconds(Int(otherServers)) }
}

/// Reads `watch`.
enum WatchReader {
    /// More often would be noise on the links.
    private static let shortest: UInt32 = 10
    private static let expected = "a duration of at least \(shortest)s such as 10m, or infinite for never"

    static func read(_ value: YAMLValue?) -> WatchSettings {
        let fallback = WatchSettings()
        return value?.section(.watch) { section in
            WatchSettings(
                otherServers: section.value(.otherServers).flatMap(interval) ?? fallback.otherServers,
                knownServers: Set((section.value(.known)?.list() ?? []).compactMap { $0.hostAddress() }))
        } ?? fallback
    }

    private static func interval(_ value: YAMLValue) -> UInt32? {
        value.read(
            expected,
            orComplain: { text throws(Complaint) -> UInt32 in
                let seconds = try DurationText.seconds(text)
                guard seconds >= shortest else { throw Complaint("\(text.shown) is not \(expected)") }
                return seconds
            })
    }
}
