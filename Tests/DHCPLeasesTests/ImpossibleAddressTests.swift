import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Addresses that no host can have are leased to nobody, whoever asks for it.
@Suite struct ImpossibleAddressTests {
    @Test(arguments: [
        "0.0.0.0-0.0.0.9", "0.255.255.255-1.0.0.5", "126.255.255.0-127.0.0.1", "126.0.0.0-128.0.0.5",
        "127.0.0.1-127.0.0.9", "223.255.255.250-224.0.0.1", "224.0.0.5-224.0.0.6", "240.0.0.1-240.0.0.9",
        "255.255.255.255-255.255.255.255",
    ])
    func aPoolOfSuchAddressesIsRefused(range: String) throws {
        let subnet = try EngineFixture.subnet("0.0.0.0/0", range)
        let error = #expect(throws: LeaseConfigurationError.self) {
            try LeaseEngine(configuration: LeaseConfiguration(subnets: [subnet]))
        }
        #expect(error?.code == .unusableAddress)
        let address = try #require(error?.address)
        #expect(!address.isUsableByHost)
        #expect(try EngineFixture.range(range).contains(address))
    }

    @Test(arguments: ["1.0.0.0-126.255.255.255", "128.0.0.0-128.0.0.9", "223.255.255.0-223.255.255.255"])
    func aPoolBesideThemIsNot(range: String) throws {
        var configuration = LeaseConfiguration(subnets: [try EngineFixture.subnet("0.0.0.0/0", range)])
        configuration.subnets[0].pools =
            try range == "1.0.0.0-126.255.255.255"
            ? [Pool(EngineFixture.range("126.255.255.0-126.255.255.255"))] : configuration.subnets[0].pools
        #expect(try LeaseEngine(configuration: configuration).pools.count == 1)
    }

    static let impossible = ["0.0.0.0", "0.0.0.7", "127.0.0.1", "127.255.255.255", "224.0.0.1", "255.255.255.255"]

    @Test(arguments: impossible) func aReservationOfOneIsRefused(text: String) throws {
        let address = try #require(IPv4Address(text))
        var subnet = try EngineFixture.subnet("0.0.0.0/0")
        subnet.reservations = [Reservation(.hardwareAddress(EngineFixture.client(1)), address: address)]
        #expect(throws: LeaseConfigurationError.unusableAddress(address)) {
            try LeaseEngine(configuration: LeaseConfiguration(subnets: [subnet]))
        }
    }

    @Test(arguments: impossible) func aPolicyCanNotChooseOne(text: String) throws {
        struct Chooser: LeasePolicy {
            let address: IPv4Address
            func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { .use(address) }
        }
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("0.0.0.0/0")])
        fixture.engine.policy = Chooser(address: try #require(IPv4Address(text)))
        #expect(fixture.send(.discover(EngineFixture.client(1))).reason == .refusedByPolicy)
    }
}
