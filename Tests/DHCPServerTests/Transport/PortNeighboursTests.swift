import DHCPServer
import Testing

@Suite struct PortNeighboursTests {
    private static let (mine, other) = (UInt32(2), UInt32(3))

    private func neighbours(
        at interface: UInt32, hearing: [UInt32] = [], isSeen: Bool = true
    ) -> PortNeighbours {
        let packets = Dictionary(
            uniqueKeysWithValues: hearing.enumerated().map { (UInt64($0.offset + 100), $0.element) })
        let owner = PortNeighbours.Owner(process: 7, name: "dhcpd", inodes: Set(packets.keys).union([1]))
        return PortNeighbours(
            sockets: [.init(inode: 1, interface: interface)], owners: isSeen ? [owner] : [], packetSockets: packets)
    }

    @Test("a server that is bound to another interface leaves this one free")
    func bound() {
        #expect(neighbours(at: Self.other).leaveFree(Self.mine))
        #expect(!neighbours(at: Self.mine).leaveFree(Self.mine))
        #expect(neighbours(at: Self.mine).names(at: Self.mine) == "dhcpd (process 7)")
        #expect(neighbours(at: Self.other).names(at: Self.mine).isEmpty)
    }

    @Test("a server that hears by packet sockets is where those are")
    func packetSockets() {
        #expect(neighbours(at: 0, hearing: [Self.other]).leaveFree(Self.mine))
        #expect(!neighbours(at: 0, hearing: [Self.other, Self.mine]).leaveFree(Self.mine))
        #expect(!neighbours(at: 0, hearing: [0]).leaveFree(Self.mine), "it hears all interfaces")
    }

    @Test("one that listens on all interfaces, or of which that can not be known, does not")
    func unbound() {
        #expect(!neighbours(at: 0).leaveFree(Self.mine))
        #expect(!neighbours(at: 0, hearing: [Self.other], isSeen: false).leaveFree(Self.mine))
        #expect(neighbours(at: 0, isSeen: false).names(at: Self.mine).isEmpty)
    }
}
