internal import CDHCPLinux
internal import DHCPLinux

/// Finds out where joined datagrams are divided.
struct SegmentationFeature {
    private let socket: Descriptor
    /// The kernel's number of the feature, the same for all interfaces; `nil` before it was asked for.
    private var number: Int32?

    /// Asks through this socket, which may be any.
    init(socket: Descriptor) {
        self.socket = socket
    }

    /// Whether they are divided by the kernel before the interface, or by a network card.
    mutating func divides(before interface: NetworkInterface) -> Bool {
        if interface.isLoopback { return false }
        let number = number ?? cdhcp_feature_number(socket.number, interface.name, "tx-udp-segmentation")
        // An interface that is gone already does not tell.
        if number >= 0 { self.number = number }
        return switch cdhcp_has_feature(socket.number, interface.name, number) {
        case 0: true
        case 1: Self.isNetworkCard(interface.name)
        default: false
        }
    }

    /// Whether there is a device behind the interface, and not one that another kernel plays: that may pass on what it was
    /// asked to divide.
    private static func isNetworkCard(_ name: String) -> Bool {
        guard let driver = SystemFile.linkTarget("/sys/class/net/\(name)/device/driver") else { return false }
        return !paravirtual.contains(driver.split(separator: "/").last.map(String.init) ?? "")
    }

    /// The drivers of cards that another kernel plays: of KVM, Hyper-V, VMware and Xen.
    private static let paravirtual: Set<String> = ["virtio_net", "hv_netvsc", "vmxnet3", "vif"]
}
