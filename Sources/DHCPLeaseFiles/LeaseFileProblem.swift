/// Why a line of a lease file was not taken.
public struct LeaseFileProblem: Error, Hashable, CustomStringConvertible {
    /// What is wrong, such as `no address: 10.0.0.256`.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension LeaseFileProblem {
    /// The value, or a problem that names what it should have been.
    static func require<Value>(_ value: Value?, _ what: String, _ text: some StringProtocol) throws(LeaseFileProblem)
        -> Value
    {
        guard let value else { throw LeaseFileProblem("no \(what): \(text.prefix(60))") }
        return value
    }
}
