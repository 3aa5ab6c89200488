/// The program that the kernel runs on each frame, so that only DHCP reaches us (classic BPF, see the kernel's
/// Documentation/networking/filter.rst).
///
/// The outer VLAN tag is mostly off the frame already; up to two that are still on it are passed over.
enum KernelFilter {
    /// One instruction, as struct sock_filter has it.
    struct Instruction: Equatable {
        var code: UInt16
        var ifTrue: UInt8 = 0
        var ifFalse: UInt8 = 0
        var value: UInt32
    }

    /// More than anybody watches; jumps reach 255 instructions far.
    static let portLimit = 64

    /// The program for UDP over IPv4 with one of the ports, as source or destination; at most `portLimit` count.
    static func program(ports: Set<UInt16>) -> [Instruction] {
        let ports = ports.sorted().prefix(portLimit)
        var assembler = Assembler()
        assembler.add(loadWord, hardwareType)
        assembler.jump(ifEqual: 1, to: "ethernet")
        assembler.jump(ifEqual: 772, to: "ethernet")
        // No link header: the kernel knows the protocol, the packet is at the beginning.
        assembler.add(loadHalf, protocolNumber)
        assembler.jump(ifEqual: 0x0800, to: "at0", else: "drop")

        assembler.label("ethernet")
        for (offset, next) in [(12, 14), (16, 18), (20, 22)] as [(UInt32, Int)] {
            assembler.label("type\(offset)")
            assembler.add(loadHalf, offset)
            assembler.jump(ifEqual: 0x0800, to: "at\(next)")
            let further = offset == 20 ? "drop" : "type\(offset + 4)"
            assembler.jump(ifEqual: 0x8100, to: further)
            assembler.jump(ifEqual: 0x88A8, to: further)
            assembler.jump(ifEqual: 0x9100, to: further, else: "drop")
        }
        for start in [0, 14, 18, 22] as [UInt32] {
            assembler.label("at\(start)")
            assembler.add(setIndex, start)
            assembler.jump(to: "packet")
        }

        assembler.label("packet")
        assembler.add(loadIndexedByte, 9)
        assembler.jump(ifEqual: 17, to: "udp", else: "drop")
        assembler.label("udp")
        assembler.add(loadIndexedHalf, 6)
        // Fragments but the first have no ports.
        assembler.jump(ifAnyOf: 0x1FFF, to: "drop")
        assembler.add(loadIndexedByte, 0)
        assembler.add(and, 15)
        assembler.add(shiftLeft, 2)
        assembler.add(addIndex, 0)
        assembler.add(moveToIndex, 0)
        for place in [0, 2] as [UInt32] {
            assembler.add(loadIndexedHalf, place)
            for port in ports { assembler.jump(ifEqual: UInt32(port), to: "accept") }
        }
        assembler.label("drop")
        assembler.add(finish, 0)
        assembler.label("accept")
        assembler.add(finish, UInt32(CaptureReader.frameLimit))
        return assembler.instructions
    }

    /// The program for frames of ARP.
    static let addressProgram: [Instruction] = [
        Instruction(code: loadHalf, value: 12), Instruction(code: 0x15, ifTrue: 0, ifFalse: 1, value: 0x0806),
        Instruction(code: finish, value: UInt32(CaptureReader.frameLimit)), Instruction(code: finish, value: 0),
    ]

    /// The program for nothing at all.
    static let nothing = [Instruction(code: finish, value: 0)]

    // Operation codes of linux/bpf_common.h, and places of linux/filter.h that are not in the frame.
    private static let loadWord: UInt16 = 0x20
    private static let loadHalf: UInt16 = 0x28
    private static let loadIndexedHalf: UInt16 = 0x48
    private static let loadIndexedByte: UInt16 = 0x50
    private static let setIndex: UInt16 = 0x01
    private static let moveToIndex: UInt16 = 0x07
    private static let and: UInt16 = 0x54
    private static let shiftLeft: UInt16 = 0x64
    private static let addIndex: UInt16 = 0x0C
    private static let finish: UInt16 = 0x06
    private static let protocolNumber: UInt32 = 0xFFFF_F000
    private static let hardwareType: UInt32 = 0xFFFF_F000 + 28
}

/// Puts instructions together and works out how far the jumps go; all jumps go forward.
private struct Assembler {
    private struct Pending {
        var instruction: KernelFilter.Instruction
        var ifTrue: String?
        var ifFalse: String?
    }

    private static let jumpAlways: UInt16 = 0x05
    private static let jumpEqual: UInt16 = 0x15
    private static let jumpAny: UInt16 = 0x45

    private var pending: [Pending] = []
    private var labels: [String: Int] = [:]

    mutating func add(_ code: UInt16, _ value: UInt32) {
        pending.append(Pending(instruction: .init(code: code, value: value)))
    }

    mutating func label(_ name: String) { labels[name] = pending.count }

    mutating func jump(ifEqual value: UInt32, to target: String, else other: String? = nil) {
        pending.append(
            Pending(instruction: .init(code: Self.jumpEqual, value: value), ifTrue: target, ifFalse: other))
    }

    mutating func jump(ifAnyOf bits: UInt32, to target: String) {
        pending.append(Pending(instruction: .init(code: Self.jumpAny, value: bits), ifTrue: target))
    }

    mutating func jump(to target: String) {
        pending.append(Pending(instruction: .init(code: Self.jumpAlways, value: 0), ifTrue: target))
    }

    var instructions: [KernelFilter.Instruction] {
        pending.enumerated().map { index, entry in
            var instruction = entry.instruction
            let distance = entry.ifTrue.map { (labels[$0] ?? 0) - index - 1 } ?? 0
            let other = entry.ifFalse.map { (labels[$0] ?? 0) - index - 1 } ?? 0
            if instruction.code == Self.jumpAlways {
                instruction.value = UInt32(distance)
            } else {
                instruction.ifTrue = UInt8(distance)
                instruction.ifFalse = UInt8(other)
            }
            return instruction
        }
    }
}
