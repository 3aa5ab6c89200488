/// A line of an explanation.
public struct ExplanationLine: Hashable, Sendable, Codable {
    /// What it is about: `asked`, `subnet`, `class`, `reserved`, `pool`, `answer` and so on.
    public let topic: String
    /// What there is to say of it.
    public let text: String
    /// What of the configuration says so, such as `subnets[0].pools[1]`; `nil` when nothing of it does.
    public let rule: String?
    /// Where that stands, such as `dhcp.yaml:31`; `nil` when nobody has looked.
    public private(set) var place: String?

    /// Makes a line.
    public init(_ topic: String, _ text: String, rule: String? = nil) {
        self.topic = topic
        self.text = text
        self.rule = rule
    }

    /// The same with the place of its rule, as `find` knows it.
    func located(by find: (String) -> String?) -> ExplanationLine {
        var line = self
        line.place = rule.flatMap(find)
        return line
    }
}
