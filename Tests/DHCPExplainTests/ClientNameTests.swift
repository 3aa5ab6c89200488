import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("How a client is named")
struct ClientNameTests {
    private let lease = Lease(
        address: IPv4Address(10, 1, 0, 10), client: ClientIdentity(Campus.first), hardwareAddress: Campus.first,
        state: .bound, start: 0, end: 100,
        sentOptions: [12, 7] + Array("Printer".utf8) + [82, 9, 1, 7] + Array("Gi1/0/7".utf8))

    @Test(arguments: [
        "00:11:22:33:44:01", "00-11-22-33-44-01", "0011.2233.4401", "001122334401", "1/00:11:22:33:44:01", "10.1.0.10",
        "printer", "PRINTER", "Gi1/0/7",
    ])
    func `a lease is found by any of its names`(_ text: String) throws {
        #expect(try #require(ClientName(text)).means(lease))
    }

    @Test(arguments: ["00:11:22:33:44:02", "10.1.0.11", "print", "Gi1/0/8", "01:00:11:22:33:44:01"])
    func `another name finds it not`(_ text: String) throws {
        #expect(try !#require(ClientName(text)).means(lease))
    }

    @Test func `a client identifier is found as octets`() throws {
        var other = lease
        other.client = try #require(ClientIdentity(clientIdentifier: [1, 0, 0x11, 0x22, 0x33, 0x44, 1]))
        #expect(try #require(ClientName("01:00:11:22:33:44:01")).means(other))
    }

    @Test func `an empty name and an endless one are none`() {
        #expect(ClientName("") == nil && ClientName(String(repeating: "x", count: 256)) == nil)
    }
}
