extension DHCPMessage {
    /// Brings the message down to `limit` octets of UDP payload, as the client's option 57 asks.
    ///
    /// Nothing changes when it fits. Otherwise options move into `file` and `sname` where those are empty (option
    /// overload, RFC 2132 section 9.3), one over 255 octets also in parts (RFC 3396 section 5). What still does not
    /// fit is left out, whole options only: those in `wanted` find room first, in its order, then the others. 53, 54, 51,
    /// 1, 56, 61, 80, 82 and 118 always stay, so a message of those alone may be longer than `limit`. A limit below 300
    /// counts as 300.
    ///
    /// - Parameters:
    ///   - limit: What the client takes; see `MaximumMessageSize.payloadCount`.
    ///   - wanted: The client's parameter request list.
    /// - Returns: The codes that were left out.
    @discardableResult
    public mutating func fit(into limit: Int, wanted: [DHCPOptionCode] = []) -> [DHCPOptionCode] {
        fit(into: limit, wantedOctets: wanted.map(\.rawValue))
    }

    /// The same with a parameter request list as it stands on the wire.
    @discardableResult
    package mutating func fit(into limit: Int, wantedOctets wanted: [UInt8]) -> [DHCPOptionCode] {
        let limit = max(limit, Self.minimumCount)
        if encodedCount <= limit { return [] }
        options.compose()
        var fitting = OptionFitting(
            options, wanted: wanted, limit: limit - Self.headerCount, hasFile: !file.isEmpty, hasSname: !sname.isEmpty)
        let dropped = fitting.choose()
        options = fitting.layout()
        return dropped
    }
}
