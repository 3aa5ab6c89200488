import DHCP

/// Real datagrams, written as fields and values and put together here without the encoder under test.
enum Fixtures {
    /// The DISCOVER of an Intel NUC that boots by PXE.
    static let nucDiscover = datagram(
        header: [1, 1, 6, 0] + [0xD0, 0x0E, 0x8A, 0x9F] + [0, 28] + [0x80, 0],
        hardwareAddress: nucAddress,
        options: [
            (53, [1]),
            (57, [0x05, 0xC0]),
            (55, nucRequestList),
            (97, [0] + nucUUID),
            (94, [1, 3, 16]),
            (93, [0, 7]),
            (60, Array("PXEClient:Arch:00007:UNDI:003016".utf8)),
        ])

    static let nucAddress: [UInt8] = [0x94, 0xC6, 0x91, 0x12, 0x34, 0x56]
    static let nucUUID: [UInt8] = (0..<16).map { 0xA0 + $0 }
    static let nucRequestList: [UInt8] =
        [
            1, 2, 3, 4, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60, 66, 67, 97, 128,
        ] + Array(129...135) + [252]

    /// The OFFER that dnsmasq sends to a PXE client of an Arch Linux mirror.
    static let dnsmasqOffer = datagram(
        header: [2, 1, 6, 0] + [0xD0, 0x0E, 0x8A, 0x9F] + [0, 0] + [0x80, 0],
        addresses: [0, 0, 0, 0] + [192, 168, 5, 17] + [192, 168, 5, 1] + [0, 0, 0, 0],
        hardwareAddress: nucAddress,
        file: "/arch/boot/syslinux/lpxelinux.0",
        options: [
            (53, [2]),
            (54, [192, 168, 5, 1]),
            (51, [0, 0, 0x0E, 0x10]),
            (58, [0, 0, 0x07, 0x08]),
            (59, [0, 0, 0x0C, 0x4E]),
            (1, [255, 255, 255, 0]),
            (28, [192, 168, 5, 255]),
            (3, [192, 168, 5, 1]),
            (66, Array("192.168.5.1".utf8) + [0]),
            (210, Array("http://192.168.5.1/arch/".utf8)),
            (209, Array("boot/syslinux/archiso.cfg".utf8)),
        ])

    static let all = [nucDiscover, dnsmasqOffer]

    /// A datagram of 300 octets at least; `header` is the twelve octets before the addresses.
    static func datagram(
        header: [UInt8] = [1, 1, 6, 0, 0, 0, 0, 1, 0, 0, 0, 0],
        addresses: [UInt8] = [UInt8](repeating: 0, count: 16),
        hardwareAddress: [UInt8] = [0, 1, 2, 3, 4, 5],
        sname: [UInt8] = [],
        file: String = "",
        fileOctets: [UInt8]? = nil,
        options: [(UInt8, [UInt8])],
        end: Bool = true,
        minimum: Int = 300
    ) -> [UInt8] {
        var octets = header + addresses
        octets += padded(hardwareAddress, to: 16)
        octets += padded(sname, to: 64)
        octets += padded(fileOctets ?? Array(file.utf8), to: 128)
        octets += [99, 130, 83, 99]
        octets += encoded(options)
        if end { octets.append(255) }
        return padded(octets, to: minimum)
    }

    /// Options as code, length and value.
    static func encoded(_ options: [(UInt8, [UInt8])]) -> [UInt8] {
        options.flatMap { [$0.0, UInt8($0.1.count)] + $0.1 }
    }

    static func padded(_ octets: [UInt8], to count: Int) -> [UInt8] {
        octets + [UInt8](repeating: 0, count: max(0, count - octets.count))
    }
}
