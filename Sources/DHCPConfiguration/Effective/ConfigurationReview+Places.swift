extension ConfigurationReview {
    /// Where a key stands, such as `dhcp.yaml:31` for `subnets[0].pools[1]`.
    ///
    /// Of one that stands nowhere, where what it is in does; `nil` when nothing of it stands in the file.
    public func place(of path: String) -> String? {
        let origins = Origins(places: places, moves: moves)
        var path = path
        while !path.isEmpty {
            if let line = origins.line(path) { return "\(line.file ?? file):\(line.number)" }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = String(path[..<end])
        }
        return nil
    }
}
