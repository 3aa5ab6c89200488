import Foundation

/// A PC in QEMU whose network card is plugged into the server's tap device, and which boots from the network.
///
/// It is emulated in software, so it needs no KVM and boots in the same way everywhere.
enum VirtualMachine {
    /// What is in the machine's ROM.
    enum Firmware: String, CaseIterable {
        /// SeaBIOS; its PXE ROM is iPXE itself.
        case bios
        /// OVMF with PXE over IPv4 alone.
        case uefiPXE
        /// OVMF with HTTP boot over IPv4 alone.
        case uefiHTTP
    }

    static let tap = "tap0"
    static let firmwareCode = "/usr/share/OVMF/OVMF_CODE_4M.fd"
    static let firmwareVariables = "/usr/share/OVMF/OVMF_VARS_4M.fd"

    /// Turns the machine on; what it writes to its serial line is the process's output.
    static func start(_ firmware: Firmware, in laboratory: Laboratory) throws -> RunningProcess {
        try laboratory.start(
            "qemu-\(firmware)", in: laboratory.server.namespace,
            [
                "qemu-system-x86_64", "-accel", "tcg", "-display", "none", "-monitor", "none", "-serial", "stdio",
                "-netdev", "tap,id=n0,ifname=\(tap),script=no,downscript=no",
            ] + arguments(firmware, in: laboratory))
    }

    private static func arguments(_ firmware: Firmware, in laboratory: Laboratory) throws -> [String] {
        switch firmware {
        case .bios:
            return ["-machine", "pc,graphics=off", "-m", "256", "-boot", "n", "-device", "e1000,netdev=n0"]
        case .uefiPXE:
            return try uefi(in: laboratory) + without("IPv6PXESupport")
        case .uefiHTTP:
            return try uefi(in: laboratory) + without("IPv6PXESupport") + without("IPv4PXESupport")
        }
    }

    /// OVMF with the variables of a new machine, which it writes to.
    ///
    /// The card has no ROM of its own, as that would be iPXE again.
    private static func uefi(in laboratory: Laboratory) throws -> [String] {
        let variables = try laboratory.newDirectory("ovmf").appending(path: "variables.fd")
        try FileManager.default.copyItem(atPath: firmwareVariables, toPath: variables.path)
        return [
            "-machine", "q35,graphics=off", "-m", "512",
            "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=\(firmwareCode)",
            "-drive", "if=pflash,format=raw,unit=1,file=\(variables.path)",
            "-device", "virtio-net-pci,romfile=,netdev=n0,bootindex=0",
        ]
    }

    private static func without(_ feature: String) -> [String] {
        ["-fw_cfg", "name=opt/org.tianocore/\(feature),string=n"]
    }
}
