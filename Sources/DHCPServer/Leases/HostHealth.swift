internal import CDHCPLinux
import CoreMetrics
package import Logging

/// Tells when the disk of the leases has little room, and when somebody sets the clock.
package struct HostHealth {
    private let storePath: String?
    private let logger: Logger
    private let events: LeaseEvents
    private let room = Gauge(label: "dhcp_store_free_bytes")
    private var hasLittleRoom = false
    private var lead: Int64

    /// How often it is looked at.
    package static let interval = Duration.seconds(10)
    /// Less room, in octets, is little: what takes minutes to fill.
    private static let littleRoom: UInt64 = 64 << 20
    /// A clock that is kept right goes a little faster or slower; by half a second it is set.
    private static let step: Int64 = 500_000_000

    /// Compares with what holds at the start.
    package init(_ start: Reading, storePath: String?, logger: Logger, events: LeaseEvents) {
        self.storePath = storePath
        self.logger = logger
        self.events = events
        lead = start.clockLead
    }

    /// How a host stands at one moment.
    package struct Reading: Sendable {
        let clockLead: Int64
        /// The free room for leases, in octets; `nil` when it is not known.
        let free: UInt64?

        /// Asks the system, which may take its time where the disk of a lease file is far away.
        package init(storePath: String?) {
            clockLead = cdhcp_clock_lead()
            var (type, free, size): (UInt32, UInt64, UInt64) = (0, 0, 0)
            let isKnown = storePath.map { cdhcp_file_system($0, &type, &free, &size) == 0 } ?? false
            self.free = isKnown ? free : nil
        }

        package init(clockLead: Int64, free: UInt64?) {
            self.clockLead = clockLead
            self.free = free
        }
    }

    /// Tells what is other than before.
    package mutating func judge(_ reading: Reading) {
        judge(clockLead: reading.clockLead)
        if let free = reading.free { judge(free: free) }
    }

    private mutating func judge(free: UInt64) {
        room.record(free)
        // So that a disk at the border is not told of all the time.
        let isLittle = free < Self.littleRoom + (hasLittleRoom ? Self.littleRoom / 4 : 0)
        guard isLittle != hasLittleRoom else { return }
        hasLittleRoom = isLittle
        let octets = Int(clamping: free)
        if isLittle {
            logger.warning(
                "the disk of the leases is nearly full",
                metadata: ["free": "\(free >> 20) MiB", "store": "\(storePath ?? "")", "cure": "make room"])
            events.tell(.storeRoomLow(octets))
        } else {
            logger.notice("the disk of the leases has room again", metadata: ["free": "\(free >> 20) MiB"])
            events.tell(.storeRoomRegained(octets))
        }
    }

    private mutating func judge(clockLead: Int64) {
        let step = clockLead &- lead
        lead = clockLead
        guard step.magnitude >= UInt64(Self.step) else { return }
        logger.warning(
            "the clock was set; leases last as long as before",
            metadata: ["by": "\(step / 1_000_000) ms", "cure": "see what sets it, as with chronyc tracking"])
        events.tell(.clockStepped(.nanoseconds(step)))
    }
}
