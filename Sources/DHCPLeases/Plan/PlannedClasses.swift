import DHCP

/// The classes of a configuration, to find those of a message.
///
/// A class, because as a value it was copied to the stack for every message.
final class PlannedClasses: Sendable {
    private let classes: [ClientClass]
    private let numbers: [String: Int]
    private let index: ClassIndex
    private let ignored: ClassSet
    private let broadcast: ClassSet

    init(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        classes = configuration.classes
        var numbers: [String: Int] = [:]
        for (number, member) in classes.enumerated() {
            if numbers.updateValue(number, forKey: member.name) != nil { throw .classNotUnique(member.name) }
        }
        self.numbers = numbers
        index = ClassIndex(classes)
        func set(_ has: (ClientClass) -> Bool) -> ClassSet {
            configuration.classes.enumerated().reduce(into: ClassSet()) { if has($1.element) { $0.insert($1.offset) } }
        }
        ignored = set(\.isIgnored)
        broadcast = set(\.alwaysBroadcasts)
    }

    var isEmpty: Bool { classes.isEmpty }

    /// The classes of whoever sent a message; each may ask for those before it.
    func set(of subject: ClassSubject) -> ClassSet {
        var set = ClassSet()
        // What is indexed asks for no other class, so it may come first.
        index.candidates(for: subject.message) { number in
            if classes[number].match.holds(for: subject, { _ in false }) { set.insert(number) }
        }
        for number in index.others {
            let isMember = classes[number].match.holds(for: subject) { name in
                numbers[name].map { $0 < number && set.contains($0) } ?? false
            }
            if isMember { set.insert(number) }
        }
        return set
    }

    /// Whether some of a client's classes get no answer.
    func isIgnored(_ set: ClassSet) -> Bool { set.intersects(ignored) }

    /// Whether some of a client's classes are answered by broadcast.
    func alwaysBroadcasts(_ set: ClassSet) -> Bool { set.intersects(broadcast) }

    /// The classes of these names; throws when there is none of a name.
    func set(named names: [String]) throws(LeaseConfigurationError) -> ClassSet {
        var set = ClassSet()
        for name in names {
            guard let number = numbers[name] else { throw .classNotUnique(name) }
            set.insert(number)
        }
        return set
    }

    /// The classes of these names, leaving out names that are none.
    func known(_ names: [String]) -> ClassSet {
        names.compactMap { numbers[$0] }.reduce(into: ClassSet()) { $0.insert($1) }
    }

    /// The names of a client's classes.
    func names(_ set: ClassSet) -> [String] { members(set).map(\.name) }

    /// A client's classes in the order of the configuration.
    func members(_ set: ClassSet) -> [ClientClass] {
        classes.enumerated().filter { set.contains($0.offset) }.map(\.element)
    }
}
