import DHCP

/// Finds the classes that may be a message's by how its vendor class or hardware address begins, where there are so many
/// classes that to hold each of them against each message took long.
struct ClassIndex: Sendable {
    /// From so many classes on an index costs less than to look at each.
    private static let leastCount = 32

    /// The classes that are held against each message, in their order: their rules are of other kinds, or begin with anything.
    private(set) var others: [Int] = []
    private var vendors = PatternIndex()
    private var hardware = PatternIndex()

    init(_ classes: [ClientClass]) {
        guard classes.count >= Self.leastCount else {
            others = Array(classes.indices)
            return
        }
        for (number, member) in classes.enumerated() {
            let isIndexed =
                switch member.match {
                case .vendorClass(let pattern): vendors.add(pattern, number)
                case .hardwareAddress(let pattern): hardware.add(pattern, number)
                default: false
                }
            if !isIndexed { others.append(number) }
        }
    }

    /// Gives `body` the classes besides ``others`` that may be those of a message, some perhaps twice.
    func candidates(for message: DHCPMessage, _ body: (Int) -> Void) {
        if !hardware.isEmpty { message.hardwareAddress.octets.withUnsafeBytes { hardware.find($0, body) } }
        if vendors.isEmpty { return }
        message.options.withValue(of: .vendorClassIdentifier) { value in
            value.withUnsafeBytes { vendors.find($0, body) }
        }
        guard message.options.contains(.vendorIdentifyingClass), let value = message.options[.vendorIdentifyingClass]
        else { return }
        for data in value.data {
            data.withUnsafeBytes { vendors.find($0, body) }
            _ = UserClass.contains(in: data.span.bytes) {
                vendors.find($0, body)
                return false
            }
        }
    }
}

/// The classes of patterns by how the patterns begin.
private struct PatternIndex: Sendable {
    private var numbers: [[UInt8]: [Int]] = [:]
    /// How long the beginnings are, each length once.
    private var lengths: [Int] = []

    var isEmpty: Bool { numbers.isEmpty }

    /// Adds the class of a pattern; not one that may begin with anything.
    mutating func add(_ pattern: OctetPattern, _ number: Int) -> Bool {
        guard let first = pattern.parts.first, !first.isEmpty else { return false }
        numbers[first, default: []].append(number)
        if !lengths.contains(first.count) { lengths.append(first.count) }
        return true
    }

    /// Gives `body` the classes whose patterns begin as a value does.
    func find(_ value: UnsafeRawBufferPointer, _ body: (Int) -> Void) {
        for length in lengths where length <= value.count {
            for number in numbers[Array(value.prefix(length))] ?? [] { body(number) }
        }
    }
}
