import DHCPLeases

/// Reads `cluster`.
enum ClusterReader {
    /// Whoever asks for longer has mostly given up, and begins again with 0 (RFC 2131 section 4.1).
    private static let longestWait: UInt16 = 60

    static func read(_ value: YAMLValue?, isShared: Bool) -> MemberSettings {
        let fallback = MemberSettings()
        return value?.section(.cluster) { section in
            if !isShared {
                section.value.warn("has no effect: leases are shared where store: { etcd: … } keeps them")
            }
            return MemberSettings(
                name: section.value(.name)?.read(MemberName.expected) { MemberName.isName($0) ? $0 : nil },
                leadPercent: section.value(.lead)?.read("a part such as 25%", orComplain: lead) ?? fallback.leadPercent,
                stepInAfter: section.value(.stepInAfter).flatMap(stepInAfter) ?? fallback.stepInAfter)
        } ?? fallback
    }

    /// A whole part: up to all of the lease time, since a client that has gone must not keep its address for longer than that.
    private static func lead(_ text: String) throws(Complaint) -> UInt32 {
        let digits = text.dropLast()
        guard text.last == "%", digits.isDecimal else {
            throw Complaint("\(text.shown) is not a whole part such as 25%")
        }
        guard let part = UInt32(digits), part <= 100 else {
            throw Complaint(
                "\(text.shown) is more than 100%: an address would rest for longer than its lease lasts; make lease-time "
                    + "longer instead")
        }
        return part
    }

    private static func stepInAfter(_ value: YAMLValue) -> UInt16? {
        let expected = "a duration from 0s to \(longestWait)s such as 4s"
        let seconds = value.read(
            expected,
            orComplain: { text throws(Complaint) -> UInt16 in
                let seconds = text == "0s" ? 0 : try DurationText.seconds(text)
                guard seconds <= longestWait else {
                    throw Complaint("\(text.shown) is not \(expected): most clients have given up by then")
                }
                return UInt16(clamping: seconds)
            })
        if seconds == 0 { value.notice("all members answer each client at once, with an offer of each") }
        return seconds
    }
}
