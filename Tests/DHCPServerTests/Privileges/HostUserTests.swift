import DHCPServer
import Testing

/// As whom a server runs that root starts.
///
/// Nothing here changes what the tests themselves may do.
@Suite struct HostUserTests {
    private static let users = [
        HostUser(name: "root", number: 0, group: 0), HostUser(name: "dhcp-server", number: 900, group: 901),
        HostUser(name: "swift-dhcp", number: 902, group: 903), HostUser(name: "nobody", number: 65_534, group: 65_534),
    ]

    /// The name of the user that is chosen where there are only some users.
    private func standard(owner: UInt32?, among names: String...) -> String {
        HostUser.standard(owner: owner) { name in
            names.contains(name) ? Self.users.first { $0.name == name } : nil
        }.name
    }

    @Test func aUserMadeForTheServerGoesBeforeNobody() {
        #expect(standard(owner: nil, among: "dhcp-server", "swift-dhcp", "nobody") == "dhcp-server")
        #expect(standard(owner: 0, among: "swift-dhcp", "nobody") == "swift-dhcp")
        #expect(standard(owner: 0, among: "nobody") == "nobody")
        #expect(standard(owner: 65_534, among: "dhcp-server", "nobody") == "dhcp-server")
    }

    @Test func filesStayWhoseTheyAre() {
        #expect(standard(owner: 902, among: "dhcp-server", "swift-dhcp", "nobody") == "swift-dhcp")
        // Of a service whose user systemd made up.
        let user = HostUser.standard(owner: 63_171)
        #expect(user.number == 63_171)
    }

    @Test func withoutAListOfUsersItIsTheKernelsNobody() {
        #expect(HostUser.standard(owner: nil) { _ in nil } == HostUser(name: "65534", number: 65_534, group: 65_534))
    }

    @Test func aUserOfNumberZeroIsNeverTheStandard() {
        let user = HostUser.standard(owner: 0) { HostUser(name: $0, number: 0, group: 0) }
        #expect(user.number == 65_534)
    }

    @Test func usersAreFoundByNameAndNumber() {
        #expect(HostUser("root")?.isRoot == true)
        #expect(HostUser("0")?.name == "root")
        #expect(HostUser("4000000001") == HostUser(name: "4000000001", number: 4_000_000_001, group: 4_000_000_001))
        #expect(HostUser.current.number == HostUser("\(HostUser.current.number)")?.number)
    }

    @Test(arguments: ["", "no-such-user-x", "-1", "+1", "01", "4294967295", "4294967296", "1:1"])
    func whatIsNoUserIsNotFound(name: String) {
        #expect(HostUser(name) == nil)
    }
}
