import DHCP
import Testing

extension DHCPOptionKey where Value == String { fileprivate static var rack: Self { .init(226) } }
extension DHCPOptionKey where Value == UInt32 { fileprivate static var rackNumber: Self { .init(226) } }
extension DHCPOptionKey where Value == Pair { fileprivate static var pair: Self { .init(235) } }

private struct Pair: DHCPOptionValue, Equatable {
    var left: UInt8
    var right: UInt8

    init(_ left: UInt8, _ right: UInt8) {
        self.left = left
        self.right = right
    }

    init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        var reader = DHCPOptionReader(octets)
        self.init(try reader.uint8(), try reader.uint8())
        try reader.end()
    }

    func encode(into writer: inout DHCPOptionWriter) {
        writer.write(left)
        writer.write(right)
    }
}

@Suite struct OwnOptionTests {
    private func octets<Value: DHCPOptionValue & Equatable>(_ value: Value) throws -> [UInt8] {
        var options = DHCPOptions()
        options[DHCPOptionKey<Value>(224)] = value
        #expect(options[DHCPOptionKey<Value>(224)] == value)
        return try #require(options[raw: 224])
    }

    @Test func `an option of one's own takes every standard codec`() throws {
        #expect(try octets(IPv4Address(10, 0, 0, 9)) == [10, 0, 0, 9])
        #expect(try octets([IPv4Address(10, 0, 0, 2), .loopback]) == [10, 0, 0, 2, 127, 0, 0, 1])
        #expect(try octets("b-1") == [0x62, 0x2D, 0x31])
        #expect(try octets(UInt32(70_000)) == [0, 1, 0x11, 0x70])
        #expect(try octets(UInt16(4_000)) == [0x0F, 0xA0])
        #expect(try octets(UInt8(7)) == [7])
        #expect(try octets(Int32(-2)) == [0xFF, 0xFF, 0xFF, 0xFE])
        #expect(try octets(Int16(-2)) == [0xFF, 0xFE])
        #expect(try octets(Int8(-2)) == [0xFE])
        #expect(try octets(true) == [1])
        #expect(try octets(false) == [0])
        #expect(try octets([UInt8(1), 2]) == [1, 2])
    }

    @Test func `a codec of one's own is one type`() {
        var options = DHCPOptions()
        options[.pair] = Pair(1, 2)
        #expect(options[raw: 235] == [1, 2])
        options[raw: 235] = [1, 2, 3]
        #expect(options[.pair] == nil)
        let error = #expect(throws: DHCPDecodingError.self) { try options.value(for: .pair) }
        #expect(error == DHCPDecodingError(.invalidLength, offset: 2, option: 235))
    }

    @Test func `two keys of one code read the same octets`() {
        var options = DHCPOptions()
        options[.rack] = "b-12"
        #expect(options[.rackNumber] == 0x622D_3132)
        options[.rackNumber] = 0x6162_6364
        #expect(options[.rack] == "abcd")
        options[.rack] = "abc"
        #expect(options[.rackNumber] == nil)
        #expect(options[raw: 226] == [0x61, 0x62, 0x63])
    }

    @Test func `options of several modules stand in one reply`() throws {
        let request = DHCPRequest(message: DHCPMessage(op: .bootRequest))
        let reply = request.reply(.ack) { options in
            options[.leaseTime] = 60
            options[.tftpServerName] = "boot"
            options[.rack] = "b-12"
            options[.pair] = Pair(1, 2)
        }
        let read = try DHCPMessage(decoding: reply.encode())
        #expect(read.options.map(\.code) == [53, 51, 66, 226, 235])
    }

    @Test func `an option that is nil is left out`() {
        let request = DHCPRequest(message: DHCPMessage(op: .bootRequest))
        let reply = request.reply(.ack) { options in
            options[.hostName] = nil
            options[.domainName] = "example"
            options[.domainName] = nil
        }
        #expect(reply.options.map(\.code) == [53])
    }

    @Test func `octets may be set under any code and without keys`() throws {
        var message = DHCPMessage(op: .bootReply)
        message.options[raw: 53] = [2]
        message.options[raw: 12] = Array("abc".utf8)
        message.options[raw: 254] = [0x78]
        let read = try DHCPMessage(decoding: message.encode())
        #expect(read.messageType == .offer)
        #expect(read.options[.hostName] == "abc")
        #expect(read.options[raw: 254] == [0x78])
    }

    @Test func `an unknown message type is kept`() throws {
        var message = DHCPMessage(op: .bootRequest)
        message.options[raw: 53] = [99]
        let read = try DHCPMessage(decoding: message.encode())
        #expect(read.messageType == DHCPMessageType(rawValue: 99))
    }

    @Test func `the sets Basic and Pxe have keys`() {
        #expect(
            [
                DHCPOptionKey.subnetMask.code, DHCPOptionKey.router.code, DHCPOptionKey.domainNameServer.code,
                DHCPOptionKey.hostName.code, DHCPOptionKey.broadcastAddress.code, DHCPOptionKey.requestedAddress.code,
                DHCPOptionKey.leaseTime.code, DHCPOptionKey.messageType.code, DHCPOptionKey.serverIdentifier.code,
                DHCPOptionKey.parameterRequestList.code, DHCPOptionKey.message.code,
                DHCPOptionKey.maximumMessageSize.code, DHCPOptionKey.renewalTime.code,
                DHCPOptionKey.rebindingTime.code, DHCPOptionKey.vendorClassIdentifier.code,
                DHCPOptionKey.clientIdentifier.code, DHCPOptionKey.clientArchitecture.code,
                DHCPOptionKey.clientNetworkInterface.code, DHCPOptionKey.clientUUID.code,
                DHCPOptionKey.forcerenewNonceCapable.code,
            ] == [1, 3, 6, 12, 28, 50, 51, 53, 54, 55, 56, 57, 58, 59, 60, 61, 93, 94, 97, 145])
        #expect(
            [
                DHCPOptionKey.tftpServerName.code, DHCPOptionKey.bootFileName.code,
                DHCPOptionKey.tftpServerAddress.code, DHCPOptionKey.pxelinuxConfigurationFile.code,
                DHCPOptionKey.pxelinuxPathPrefix.code,
            ] == [66, 67, 150, 209, 210])
    }

    @Test func `what clients often do wrong is read`() throws {
        var options = DHCPOptions()
        options[raw: 66] = Array("boot".utf8) + [0, 0]
        #expect(options[.tftpServerName] == "boot")
        for octets: [UInt8] in [[0x05, 0xC0], [0, 0, 0x05, 0xC0]] {
            options[raw: 57] = octets
            #expect(options[.maximumMessageSize] == 1472)
        }
        options[raw: 57] = [200]
        #expect(options[.maximumMessageSize] == 200)
        let uuid = [UInt8](0..<16)
        for octets in [uuid, [0] + uuid] {
            options[raw: 97] = octets
            #expect(options[.clientUUID]?.octets == uuid)
        }
    }
}
