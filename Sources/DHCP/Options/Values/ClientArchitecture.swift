/// What a machine boots: an element of option 93 (RFC 4578 section 2.1).
///
/// Numbers and meanings are those of IANA's registry "Processor Architecture Types", not of RFC 4578, which has 7 and 9
/// the wrong way round. A list is malformed (`invalidLength`) when it is empty or has an odd number of octets.
public struct ClientArchitecture: RawRepresentable, Hashable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
    /// The number on the wire.
    public var rawValue: UInt16

    /// Makes the architecture numbered `rawValue`.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Makes an architecture from a literal.
    public init(integerLiteral value: UInt16) {
        rawValue = value
    }

    /// Whether the firmware boots from a URL, so that option 67 is one and option 60 is `HTTPClient`.
    public var isHTTP: Bool { name?.hasSuffix("-http") ?? false }

    /// Whether the firmware is UEFI.
    public var isUEFI: Bool { name?.hasPrefix("uefi-") ?? false }
}

extension ClientArchitecture {
    /// 0: PC BIOS.
    public static let x86BIOS: ClientArchitecture = 0
    /// 1: NEC PC98, deprecated.
    public static let necPC98: ClientArchitecture = 1
    /// 2: Itanium.
    public static let itanium: ClientArchitecture = 2
    /// 3: DEC Alpha, deprecated.
    public static let decAlpha: ClientArchitecture = 3
    /// 4: ARC x86, deprecated.
    public static let arcX86: ClientArchitecture = 4
    /// 5: Intel Lean Client, deprecated.
    public static let intelLeanClient: ClientArchitecture = 5
    /// 6: UEFI on 32-bit x86.
    public static let uefiX86: ClientArchitecture = 6
    /// 7: UEFI on x64.
    public static let uefiX64: ClientArchitecture = 7
    /// 8: EFI on XScale, deprecated.
    public static let efiXscale: ClientArchitecture = 8
    /// 9: EFI byte code; x64 in RFC 4578, and for some clients still.
    public static let uefiEBC: ClientArchitecture = 9
    /// 10: UEFI on 32-bit ARM.
    public static let uefiARM32: ClientArchitecture = 10
    /// 11: UEFI on 64-bit ARM.
    public static let uefiARM64: ClientArchitecture = 11
    /// 12: Open Firmware on PowerPC.
    public static let openFirmware: ClientArchitecture = 12
    /// 13: ePAPR on PowerPC.
    public static let ePAPR: ClientArchitecture = 13
    /// 14: OPAL v3 on POWER.
    public static let opal: ClientArchitecture = 14
    /// 15: UEFI on 32-bit x86, by HTTP.
    public static let uefiX86HTTP: ClientArchitecture = 15
    /// 16: UEFI on x64, by HTTP.
    public static let uefiX64HTTP: ClientArchitecture = 16
    /// 17: EFI byte code, by HTTP.
    public static let uefiEBCHTTP: ClientArchitecture = 17
    /// 18: UEFI on 32-bit ARM, by HTTP.
    public static let uefiARM32HTTP: ClientArchitecture = 18
    /// 19: UEFI on 64-bit ARM, by HTTP.
    public static let uefiARM64HTTP: ClientArchitecture = 19
    /// 20: PC BIOS, by HTTP.
    public static let x86BIOSHTTP: ClientArchitecture = 20
    /// 21: U-Boot on 32-bit ARM.
    public static let uBootARM32: ClientArchitecture = 21
    /// 22: U-Boot on 64-bit ARM.
    public static let uBootARM64: ClientArchitecture = 22
    /// 23: U-Boot on 32-bit ARM, by HTTP.
    public static let uBootARM32HTTP: ClientArchitecture = 23
    /// 24: U-Boot on 64-bit ARM, by HTTP.
    public static let uBootARM64HTTP: ClientArchitecture = 24
    /// 25: UEFI on 32-bit RISC-V.
    public static let uefiRISCV32: ClientArchitecture = 25
    /// 26: UEFI on 32-bit RISC-V, by HTTP.
    public static let uefiRISCV32HTTP: ClientArchitecture = 26
    /// 27: UEFI on 64-bit RISC-V.
    public static let uefiRISCV64: ClientArchitecture = 27
    /// 28: UEFI on 64-bit RISC-V, by HTTP.
    public static let uefiRISCV64HTTP: ClientArchitecture = 28
    /// 29: UEFI on 128-bit RISC-V.
    public static let uefiRISCV128: ClientArchitecture = 29
    /// 30: UEFI on 128-bit RISC-V, by HTTP.
    public static let uefiRISCV128HTTP: ClientArchitecture = 30
    /// 31: s390 basic.
    public static let s390Basic: ClientArchitecture = 31
    /// 32: s390 extended.
    public static let s390Extended: ClientArchitecture = 32
    /// 33: UEFI on 32-bit MIPS.
    public static let uefiMIPS32: ClientArchitecture = 33
    /// 34: UEFI on 64-bit MIPS.
    public static let uefiMIPS64: ClientArchitecture = 34
    /// 35: UEFI on 32-bit Sunway.
    public static let uefiSunway32: ClientArchitecture = 35
    /// 36: UEFI on 64-bit Sunway.
    public static let uefiSunway64: ClientArchitecture = 36
    /// 37: UEFI on 32-bit LoongArch.
    public static let uefiLoongArch32: ClientArchitecture = 37
    /// 38: UEFI on 32-bit LoongArch, by HTTP.
    public static let uefiLoongArch32HTTP: ClientArchitecture = 38
    /// 39: UEFI on 64-bit LoongArch.
    public static let uefiLoongArch64: ClientArchitecture = 39
    /// 40: UEFI on 64-bit LoongArch, by HTTP.
    public static let uefiLoongArch64HTTP: ClientArchitecture = 40
    /// 41: Raspberry Pi's own boot.
    public static let rpiboot: ClientArchitecture = 41
}

extension ClientArchitecture: CustomStringConvertible {
    /// The names by number.
    private static let names = [
        "bios",
        "nec-pc98",
        "itanium",
        "alpha",
        "arc-x86",
        "lean-client",
        "uefi-x86",
        "uefi-x64",
        "efi-xscale",
        "uefi-ebc",
        "uefi-arm32",
        "uefi-arm64",
        "powerpc-open-firmware",
        "powerpc-epapr",
        "power-opal",
        "uefi-x86-http",
        "uefi-x64-http",
        "uefi-ebc-http",
        "uefi-arm32-http",
        "uefi-arm64-http",
        "bios-http",
        "uboot-arm32",
        "uboot-arm64",
        "uboot-arm32-http",
        "uboot-arm64-http",
        "uefi-riscv32",
        "uefi-riscv32-http",
        "uefi-riscv64",
        "uefi-riscv64-http",
        "uefi-riscv128",
        "uefi-riscv128-http",
        "s390-basic",
        "s390-extended",
        "uefi-mips32",
        "uefi-mips64",
        "uefi-sunway32",
        "uefi-sunway64",
        "uefi-loongarch32",
        "uefi-loongarch32-http",
        "uefi-loongarch64",
        "uefi-loongarch64-http",
        "arm-rpiboot",
    ]

    /// The architecture of a name such as `bios`, `uefi-x64` or `uefi-x64-http`; `nil` for a name that is none.
    public init?(name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        rawValue = UInt16(index)
    }

    /// The name, such as `uefi-x64`; `nil` for a number that has none.
    public var name: String? {
        Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : nil
    }

    /// The name, or the number when it has none.
    public var description: String { name ?? "\(rawValue)" }
}

extension ClientArchitecture: DHCPOptionElement {
    /// 2.
    public static var octetCount: Int { 2 }

    /// Reads two octets; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        rawValue = try UInt16(decoding: octets)
    }

    /// Writes two octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}
