extension DHCPOptions {
    /// Gives `body` the octets of an option without copying them, unless they came in parts; `nil` when there is none.
    @inlinable
    package func withValue<Result>(of code: DHCPOptionCode, _ body: (RawSpan) -> Result) -> Result? {
        guard let range = firstRange(of: code) else { return nil }
        if range.isWhole { return body(storage.span.bytes.extracting(range.start..<range.end)) }
        let joined = self[raw: code] ?? []
        return body(joined.span.bytes)
    }
}
