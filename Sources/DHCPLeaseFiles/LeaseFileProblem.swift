import DHCP

/// Why a part of a lease file was not taken, or was taken as something else than it says.
public struct LeaseFileProblem: Error, Hashable, CustomStringConvertible {
    /// What is wrong, such as `no address: 10.0.0.256`; one line that is safe for a terminal.
    public let description: String
    /// Which kind of fault it is.
    public let code: Code

    /// The kinds of fault; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// It says what can not be, or not what it should.
        public static let malformed = Code(description: "malformed")
        /// The file ends inside what it began.
        public static let truncated = Code(description: "truncated")
        /// More of something than is read.
        public static let tooLarge = Code(description: "too-large")
        /// It is of another protocol.
        public static let otherProtocol = Code(description: "other-protocol")
    }

    init(_ description: String, _ code: Code = .malformed) {
        self.description = description.printable
        self.code = code
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

    /// The value, or a problem that names what it should have been.
    static func require<Value>(_ value: Value?, _ what: String, _ octets: ArraySlice<UInt8>) throws(LeaseFileProblem)
        -> Value
    {
        guard let value else { throw LeaseFileProblem("no \(what): \(octets.prefix(60).text)") }
        return value
    }
}
