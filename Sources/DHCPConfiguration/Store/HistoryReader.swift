import DHCPLeases

/// Reads `history`.
enum HistoryReader {
    static func read(_ value: YAMLValue?, store: StoreSettings) -> HistorySettings {
        let fallback = HistorySettings()
        return value?.section(.history) { section in
            if store == .memory {
                section.value.warn("has no effect: no history is kept of leases in memory")
            }
            return HistorySettings(
                seconds: section.value(.keep)?.read("a duration such as 90d, or 0 for none", orComplain: seconds)
                    ?? fallback.seconds,
                size: section.value(.size)?.read(SizeText.expected, orComplain: size) ?? fallback.size,
                recordsRenewals: section.value(.renewals)?.boolean() ?? fallback.recordsRenewals)
        } ?? fallback
    }

    private static func seconds(_ text: String) throws(Complaint) -> UInt32 {
        // Records that are kept for ever are bounded by their size.
        text == "0" ? 0 : try DurationText.seconds(text)
    }

    private static func size(_ text: String) throws(Complaint) -> UInt64 {
        let octets = try SizeText.octets(text)
        guard octets >= smallest else {
            throw Complaint("\(text.shown) is too small for a history; the smallest is \(SizeText.text(smallest))")
        }
        return UInt64(octets)
    }

    private static let smallest = 1 << 20
}
