import DHCPLeases

/// Reads `history`.
enum HistoryReader {
    static func read(_ value: YAMLValue?, store: StoreSettings) -> HistorySettings {
        let fallback = HistorySettings()
        return value?.section(.history) { section in
            if store.file == nil {
                section.value.warn("has no effect: a history is kept where store: { path: … } keeps the leases")
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
        return octets
    }

    private static let smallest: UInt64 = 1 << 20
}

extension StoreSettings {
    /// The file; `nil` where leases are elsewhere.
    var file: String? { if case .file(let path) = self { path } else { nil } }
}

/// Sizes as a file writes them: `512MiB`, `2GiB`.
enum SizeText {
    static let expected = "a size such as 512MiB or 2GiB"

    private static let units: [(name: String, octets: UInt64)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ]

    /// Octets.
    static func octets(_ text: String) throws(Complaint) -> UInt64 {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }), text.dropLast(3).isDecimal,
            let number = UInt64(text.dropLast(3)), number < 1 << 20
        else { throw Complaint("\(text.shown) is not \(expected)") }
        return number * unit.octets
    }

    /// The size in the largest unit that divides it.
    static func text(_ octets: UInt64) -> String {
        guard let unit = units.first(where: { octets % $0.octets == 0 }) else { return "\(octets / 1024)KiB" }
        return "\(octets / unit.octets)\(unit.name)"
    }
}
