#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A user of this host, as whom a server runs.
package struct HostUser: Hashable, Sendable, CustomStringConvertible {
    /// The name; the number where there is none.
    package let name: String
    /// The number of the user.
    package let number: UInt32
    /// The number of the user's first group.
    package let group: UInt32

    package init(name: String, number: UInt32, group: UInt32) {
        self.name = name
        self.number = number
        self.group = group
    }

    /// Finds the user of that name, or of that number, who may have no name (as in a container); `nil` when there is none.
    package init?(_ text: String) {
        if let found = Self.find({ getpwnam_r(text, $0, $1, $2, $3) }) {
            self = found
        } else if let number = UInt32(text), number != .max, "\(number)" == text {
            self.init(number: number)
        } else {
            return nil
        }
    }

    /// The user of that number.
    package init(number: UInt32) {
        self =
            Self.find { getpwuid_r(number, $0, $1, $2, $3) }
            ?? HostUser(name: "\(number)", number: number, group: number)
    }

    /// As whom this program runs.
    package static var current: HostUser { HostUser(number: geteuid()) }

    package var isRoot: Bool { number == 0 }

    package var description: String { name }

    private typealias Entry = UnsafeMutablePointer<passwd>
    private typealias Result = UnsafeMutablePointer<Entry?>

    private static func find(
        _ look: (Entry, UnsafeMutablePointer<CChar>, Int, Result) -> Int32
    ) -> HostUser? {
        // Room for one line of /etc/passwd, with a long description.
        var room = [CChar](repeating: 0, count: 1 << 14)
        return room.withUnsafeMutableBufferPointer { room in
            guard let start = room.baseAddress else { return nil }
            var entry = passwd()
            var result: Entry?
            guard look(&entry, start, room.count, &result) == 0, let result else { return nil }
            return HostUser(
                name: String(cString: result.pointee.pw_name), number: result.pointee.pw_uid,
                group: result.pointee.pw_gid)
        }
    }
}

extension HostUser {
    /// As whom a server runs that root starts, when nobody is named.
    ///
    /// Files stay whose they are: whoever has the lease file or, before there is one, its directory, is `owner`. Where that
    /// is root, or the user of all who need none, it is the first of ``standardNames`` that there is.
    package static func standard(
        owner: UInt32?, named find: (String) -> HostUser? = { HostUser($0) }
    ) -> HostUser {
        let users = standardNames.lazy.compactMap(find)
        let nobody = find("nobody") ?? nobodyByNumber
        if let owner, owner != 0, owner != nobody.number {
            return users.first { $0.number == owner } ?? HostUser(number: owner)
        }
        return users.first { !$0.isRoot } ?? nobodyByNumber
    }

    /// A user made for the server, that of the Debian package, and the user of all who need none.
    package static let standardNames = ["dhcp-server", "swift-dhcp", "nobody"]

    /// The kernel's own (`/proc/sys/kernel/overflowuid`), where a container has no list of users.
    private static let nobodyByNumber = HostUser(name: "65534", number: 65_534, group: 65_534)
}
