import DHCP

/// Why a part of a lease file was not taken, or was taken as something else than it says.
public struct LeaseFileProblem: Error, Hashable, CustomStringConvertible {
    /// What is wrong, such as `no address: 10.0.0.256`; one line that is safe for a terminal.
    public let description: String

    init(_ description: String) {
        self.description = description.printable
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
