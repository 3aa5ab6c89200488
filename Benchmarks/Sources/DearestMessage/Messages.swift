import DHCP

/// Messages that cost as much as their 1,800 octets can.
enum Messages {
    /// What is dear about a message.
    enum Kind: String, CaseIterable {
        case plain = "plain"
        case wholeList = "255 codes in option 55, reply of 576"
        case wholeListLongReply = "255 codes in option 55, reply of 1,500"
        case informOfAll = "INFORM with 255 codes in option 55"
        case repeatedList = "option 55 in parts of one octet, 600 of them"
        case emptyOptions = "all codes with nothing in them, again and again"
        case shortOptions = "all codes with one octet, again and again"
        case pads = "1,500 pads between the options"
        case paddedOptions = "a pad behind each of 500 options"
        case partsOfOne = "one option in 600 parts"
        case partsOfAll = "what is looked for in parts of one octet, in turn"
        case overloaded = "the same with file and sname full of options"
        case userClasses = "a user class list of 800 classes"
        case vendorClasses = "a list of 250 vendor classes by 60 enterprises"
        case subOptions = "option 82 with 120 sub-options"
        case longIdentifiers = "identifier, name and relay information of 255 octets"
        case bootClient = "a boot client that asks for all"
        case iPXE = "iPXE with 500 user classes that asks for all"
        case domainName = "a host name of 127 labels (81)"
    }

    static func of(_ kind: Kind) -> [[UInt8]] { (0..<1_500).map { message(kind, number: $0) } }

    private static func message(_ kind: Kind, number: Int) -> [UInt8] {
        var header = DHCPMessage(
            op: .bootRequest, xid: UInt32(number),
            hardwareAddress: HardwareAddress(2, 0, 0, 0, UInt8(number >> 8 & 255), UInt8(number & 255)),
            giaddr: IPv4Address(10, 0, 0, 2))
        var fields: (file: [UInt8], sname: [UInt8]) = ([], [])
        if kind == .informOfAll { header.ciaddr = IPv4Address(10, 0, 4, 4) }
        var octets: [UInt8] = [53, 1, kind == .informOfAll ? 8 : 1]
        switch kind {
        case .plain: octets += [12, 4, 104, 111, 115, 116] + list([1, 3, 6, 15, 51, 54])
        case .wholeList, .informOfAll: octets += list(all(number))
        case .wholeListLongReply: octets += [57, 2, 5, 220] + list(all(number))
        case .repeatedList: octets += (0..<600).flatMap { [55, 1, UInt8(1 + ($0 + number) % 254)] }
        case .emptyOptions: octets += fill(1_780) { [searched[$0 % 254], 0] } + list(all(number))
        case .shortOptions:
            octets += fill(1_480) { [harmless[$0 % harmless.count], 1, UInt8($0 & 255)] } + list(all(number))
        case .pads: octets += [UInt8](repeating: 0, count: 1_500) + list(all(number))
        case .paddedOptions: octets += fill(1_500) { [harmless[$0 % harmless.count], 0, 0] } + list(all(number))
        case .partsOfOne: octets += fill(1_500) { [12, 1, UInt8(97 + $0 % 26)] } + list(all(number))
        case .partsOfAll, .overloaded: octets += parts(1_500, number)
        case .userClasses: octets += split(77, fill(1_250) { [2, UInt8(97 + $0 % 26), 97] }) + list(all(number))
        case .vendorClasses:
            octets += split(124, fill(1_250) { [0, 0, 1, UInt8($0 % 60), 0] }) + list(all(number))
        case .subOptions: octets += list(all(number)) + [82, 240] + fill(240) { [UInt8(100 + $0), 0] }
        case .longIdentifiers:
            octets +=
                list(all(number)) + [12, 255] + fill(255) { _ in [97] } + [61, 255]
                + fill(255) { [UInt8(($0 * 7 + number) & 255)] }
            octets += [82, 255, 1, 253] + fill(253) { _ in [98] }
        case .bootClient: octets += text(60, "PXEClient:Arch:00007:UNDI:003016") + [93, 2, 0, 7] + list(all(number))
        case .iPXE:
            octets +=
                text(60, "PXEClient:Arch:00007:UNDI:003016") + split(77, fill(1_000) { [1, UInt8(97 + $0 % 26)] })
            octets += [93, 2, 0, 7, 175, 3, 176, 1, 1] + list(all(number))
        case .domainName:
            octets += list(all(number)) + [81, 250, 4, 0, 0] + fill(247) { $0 < 123 ? [1, 97] : [0] }
        }
        if kind == .overloaded {
            octets += [52, 1, 3]
            fields = (
                fill(128) { [harmless[$0 % harmless.count], 0] }, fill(64) { [harmless[$0 % harmless.count], 0] }
            )
        }
        var datagram = Array(header.encode()[..<240])
        datagram.replaceSubrange(108..<(108 + fields.file.count), with: fields.file)
        datagram.replaceSubrange(44..<(44 + fields.sname.count), with: fields.sname)
        return datagram + octets + [255]
    }

    /// All codes in an order of their own.
    private static func all(_ number: Int) -> [UInt8] {
        var random = UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15
        var codes = (1...254).map { UInt8($0) } + [1]
        for index in codes.indices.reversed() {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            codes.swapAt(index, Int(random >> 33) % (index + 1))
        }
        return codes
    }

    /// Codes that change nothing when they come.
    private static let harmless: [UInt8] = (128...250).filter { ![145, 151, 152, 175].contains($0) }
    /// All codes but those without which a message is another, or none.
    private static let searched: [UInt8] = (0..<254).map { harmless[$0 % harmless.count] }

    /// What the engine looks for, each in parts that make a sound value, one part of each in turn.
    private static func parts(_ count: Int, _ number: Int) -> [UInt8] {
        var values: [(code: UInt8, octets: [UInt8])] = [
            (12, Array("a-name-of-some-length".utf8)), (50, [10, 0, 9, UInt8(number & 127)]), (51, [0, 1, 0, 0]),
            (55, all(number)), (57, [5, 220]), (60, Array("MSFT 5.0 and more".utf8)),
            (61, [1, 2, 0, 0, UInt8(number >> 8), UInt8(number & 255)]),
            (77, [1, 97, 1, 98]), (81, [4, 0, 0, 1, 97, 0]), (82, [1, 2, 65, 66]), (93, [0, 7]), (116, [1]),
            (118, [0, 0, 0, 0]),
            (124, [0, 0, 1, 1, 1, 97]), (175, [1, 1, 1]),
        ]
        var octets: [UInt8] = []
        while octets.count < count {
            var isDone = true
            for index in values.indices where !values[index].octets.isEmpty {
                octets += [values[index].code, 1, values[index].octets.removeFirst()]
                isDone = false
            }
            if isDone { octets += [12, 1, 97] }
        }
        return octets
    }

    private static func list(_ codes: [UInt8]) -> [UInt8] { [55, UInt8(codes.count)] + codes }
    private static func text(_ code: UInt8, _ text: String) -> [UInt8] { [code, UInt8(text.utf8.count)] + text.utf8 }

    private static func fill(_ count: Int, _ part: (Int) -> [UInt8]) -> [UInt8] {
        var octets: [UInt8] = []
        var number = 0
        while octets.count + part(number).count <= count {
            octets += part(number)
            number += 1
        }
        return octets
    }

    private static func split(_ code: UInt8, _ value: [UInt8]) -> [UInt8] {
        stride(from: 0, to: value.count, by: 255).flatMap { start in
            let part = value[start..<min(start + 255, value.count)]
            return [code, UInt8(part.count)] + part
        }
    }
}
