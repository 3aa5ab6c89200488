import DHCP
internal import DHCPLinux

/// What the kernel knows of the machines on its links.
enum NeighbourLookUp {
    /// The hardware address of an address, as the kernel's ARP table has it; `nil` when it is not there.
    ///
    /// For log lines, of which there are few.
    static func hardwareAddress(of address: IPv4Address) -> HardwareAddress? {
        SystemFile.text("/proc/net/arp", limit: 1 << 18).flatMap { hardwareAddress(of: address, in: $0) }
    }

    static func hardwareAddress(of address: IPv4Address, in table: String) -> HardwareAddress? {
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, IPv4Address(words[0]) == address else { continue }
            guard let hardware = HardwareAddress(words[3]), !hardware.isZero else { continue }
            return hardware
        }
        return nil
    }
}
