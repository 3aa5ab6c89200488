// Keys of options with a plain value.

extension DHCPOptionKey where Value == IPv4Address {
    /// 1: the mask of the client's subnet (RFC 2132 section 3.3).
    @inlinable public static var subnetMask: Self { .init(.subnetMask) }
    /// 16: the client's swap server (RFC 2132 section 3.18).
    @inlinable public static var swapServer: Self { .init(.swapServer) }
    /// 28: the broadcast address of the client's subnet (RFC 2132 section 5.3).
    @inlinable public static var broadcastAddress: Self { .init(.broadcastAddress) }
    /// 32: where the client sends router solicitations (RFC 2132 section 5.7).
    @inlinable public static var routerSolicitationAddress: Self { .init(.routerSolicitationAddress) }
    /// 50: the address the client asks for (RFC 2132 section 9.1).
    @inlinable public static var requestedAddress: Self { .init(.requestedAddress) }
    /// 54: the server that offers, or that the client chose (RFC 2132 section 9.7).
    @inlinable public static var serverIdentifier: Self { .init(.serverIdentifier) }
    /// 118: the subnet to allocate from (RFC 3011 section 2).
    @inlinable public static var subnetSelection: Self { .init(.subnetSelection) }
}

extension DHCPOptionKey where Value == [IPv4Address] {
    /// 3: routers of the client's subnet, the preferred one first (RFC 2132 section 3.5).
    @inlinable public static var router: Self { .init(.router) }
    /// 4: RFC 868 time servers (RFC 2132 section 3.6).
    @inlinable public static var timeServer: Self { .init(.timeServer) }
    /// 5: IEN 116 name servers (RFC 2132 section 3.7).
    @inlinable public static var nameServer: Self { .init(.nameServer) }
    /// 6: DNS servers, the preferred one first (RFC 2132 section 3.8).
    @inlinable public static var domainNameServer: Self { .init(.domainNameServer) }
    /// 7: MIT-LCS UDP log servers (RFC 2132 section 3.9).
    @inlinable public static var logServer: Self { .init(.logServer) }
    /// 8: RFC 865 cookie servers (RFC 2132 section 3.10).
    @inlinable public static var cookieServer: Self { .init(.cookieServer) }
    /// 9: RFC 1179 line printer servers (RFC 2132 section 3.11).
    @inlinable public static var lprServer: Self { .init(.lprServer) }
    /// 10: Imagen Impress servers (RFC 2132 section 3.12).
    @inlinable public static var impressServer: Self { .init(.impressServer) }
    /// 11: RFC 887 resource location servers (RFC 2132 section 3.13).
    @inlinable public static var resourceLocationServer: Self { .init(.resourceLocationServer) }
    /// 41: NIS servers (RFC 2132 section 8.2).
    @inlinable public static var nisServer: Self { .init(.nisServer) }
    /// 42: NTP servers (RFC 2132 section 8.3).
    @inlinable public static var ntpServer: Self { .init(.ntpServer) }
    /// 44: NetBIOS name servers, WINS (RFC 2132 section 8.5).
    @inlinable public static var netBIOSNameServer: Self { .init(.netBIOSNameServer) }
    /// 45: NetBIOS datagram distribution servers (RFC 2132 section 8.6).
    @inlinable public static var netBIOSDatagramServer: Self { .init(.netBIOSDatagramServer) }
    /// 48: X Window System font servers (RFC 2132 section 8.9).
    @inlinable public static var xFontServer: Self { .init(.xFontServer) }
    /// 49: hosts that run an X display manager (RFC 2132 section 8.10).
    @inlinable public static var xDisplayManager: Self { .init(.xDisplayManager) }
    /// 65: NIS+ servers (RFC 2132 section 8.12).
    @inlinable public static var nisPlusServer: Self { .init(.nisPlusServer) }
    /// 68: mobile IP home agents (RFC 2132 section 8.13).
    @inlinable public static var mobileIPHomeAgent: Self { .init(.mobileIPHomeAgent) }
    /// 69: SMTP servers (RFC 2132 section 8.14).
    @inlinable public static var smtpServer: Self { .init(.smtpServer) }
    /// 70: POP3 servers (RFC 2132 section 8.15).
    @inlinable public static var pop3Server: Self { .init(.pop3Server) }
    /// 71: NNTP servers (RFC 2132 section 8.16).
    @inlinable public static var nntpServer: Self { .init(.nntpServer) }
    /// 72: WWW servers (RFC 2132 section 8.17).
    @inlinable public static var wwwServer: Self { .init(.wwwServer) }
    /// 73: finger servers (RFC 2132 section 8.18).
    @inlinable public static var fingerServer: Self { .init(.fingerServer) }
    /// 74: IRC servers (RFC 2132 section 8.19).
    @inlinable public static var ircServer: Self { .init(.ircServer) }
    /// 75: StreetTalk servers (RFC 2132 section 8.20).
    @inlinable public static var streetTalkServer: Self { .init(.streetTalkServer) }
    /// 76: StreetTalk directory assistance servers (RFC 2132 section 8.21).
    @inlinable public static var streetTalkDirectoryAssistanceServer: Self {
        .init(.streetTalkDirectoryAssistanceServer)
    }
    /// 85: Novell Directory Services servers (RFC 2241 section 2).
    @inlinable public static var ndsServer: Self { .init(.ndsServer) }
    /// 89: broadcast and multicast service controllers (RFC 4280 section 4).
    @inlinable public static var bcmcsControllerAddress: Self { .init(.bcmcsControllerAddress) }
    /// 92: all addresses of the client (RFC 4388 section 6.1).
    @inlinable public static var associatedAddress: Self { .init(.associatedAddress) }
    /// 112: NetInfo parent servers (RFC 3679 section 3).
    @inlinable public static var netInfoParentServerAddress: Self { .init(.netInfoParentServerAddress) }
    /// 136: PANA authentication agents (RFC 5192 section 4).
    @inlinable public static var panaAgent: Self { .init(.panaAgent) }
    /// 138: CAPWAP access controllers (RFC 5417 section 2).
    @inlinable public static var capwapAccessController: Self { .init(.capwapAccessController) }
    /// 142: access network discovery servers (RFC 6153 section 2).
    @inlinable public static var andsfAddress: Self { .init(.andsfAddress) }
    /// 148: DOTS agents (RFC 8973 section 5).
    @inlinable public static var dotsAddress: Self { .init(.dotsAddress) }
    /// 150: TFTP servers of phones, the preferred one first (RFC 5859).
    @inlinable public static var tftpServerAddress: Self { .init(.tftpServerAddress) }
}

extension DHCPOptionKey where Value == String {
    /// 12: the client's name, with or without a domain (RFC 2132 section 3.14).
    @inlinable public static var hostName: Self { .init(.hostName) }
    /// 14: where the client writes its core image (RFC 2132 section 3.16).
    @inlinable public static var meritDumpFile: Self { .init(.meritDumpFile) }
    /// 15: the domain the client resolves host names in (RFC 2132 section 3.17).
    @inlinable public static var domainName: Self { .init(.domainName) }
    /// 17: the path of the client's root disk (RFC 2132 section 3.19).
    @inlinable public static var rootPath: Self { .init(.rootPath) }
    /// 18: a TFTP file with more options (RFC 2132 section 3.20).
    @inlinable public static var extensionsPath: Self { .init(.extensionsPath) }
    /// 40: the client's NIS domain (RFC 2132 section 8.1).
    @inlinable public static var nisDomain: Self { .init(.nisDomain) }
    /// 47: the NetBIOS scope (RFC 2132 section 8.8).
    @inlinable public static var netBIOSScope: Self { .init(.netBIOSScope) }
    /// 56: why a server refuses or a client declines, for people (RFC 2132 section 9.9).
    @inlinable public static var message: Self { .init(.message) }
    /// 60: vendor and kind of the client, such as `PXEClient` (RFC 2132 section 9.13).
    @inlinable public static var vendorClassIdentifier: Self { .init(.vendorClassIdentifier) }
    /// 62: the NetWare/IP domain (RFC 2242 section 2).
    @inlinable public static var netWareIPDomain: Self { .init(.netWareIPDomain) }
    /// 64: the client's NIS+ domain (RFC 2132 section 8.11).
    @inlinable public static var nisPlusDomain: Self { .init(.nisPlusDomain) }
    /// 66: the TFTP server, when `sname` holds options (RFC 2132 section 9.4).
    @inlinable public static var tftpServerName: Self { .init(.tftpServerName) }
    /// 67: the boot file, when `file` holds options (RFC 2132 section 9.5).
    @inlinable public static var bootFileName: Self { .init(.bootFileName) }
    /// 86: the NDS tree (RFC 2241 section 3).
    @inlinable public static var ndsTreeName: Self { .init(.ndsTreeName) }
    /// 87: the NDS context (RFC 2241 section 4).
    @inlinable public static var ndsContext: Self { .init(.ndsContext) }
    /// 95: an LDAP server's URL, as Apple uses it (RFC 3679 section 3).
    @inlinable public static var ldapURL: Self { .init(.ldapURL) }
    /// 98: URLs of user authentication servers (RFC 2485).
    @inlinable public static var userAuthentication: Self { .init(.userAuthentication) }
    /// 100: the time zone as POSIX writes it (RFC 4833 section 2).
    @inlinable public static var posixTimeZone: Self { .init(.posixTimeZone) }
    /// 101: the time zone's name in the TZ database (RFC 4833 section 2).
    @inlinable public static var tzdbTimeZone: Self { .init(.tzdbTimeZone) }
    /// 113: the NetInfo parent server's tag (RFC 3679 section 3).
    @inlinable public static var netInfoParentServerTag: Self { .init(.netInfoParentServerTag) }
    /// 114: the captive portal's API (RFC 8910 section 2.1).
    @inlinable public static var captivePortal: Self { .init(.captivePortal) }
    /// 161: the description of the device's use (RFC 8520 section 10).
    @inlinable public static var mudURL: Self { .init(.mudURL) }
    /// 209: PXELINUX's configuration file (RFC 5071 section 4).
    @inlinable public static var pxelinuxConfigurationFile: Self { .init(.pxelinuxConfigurationFile) }
    /// 210: what PXELINUX puts before file names (RFC 5071 section 5).
    @inlinable public static var pxelinuxPathPrefix: Self { .init(.pxelinuxPathPrefix) }
    /// 252: the URL of the proxy configuration, by wide use (private use).
    @inlinable public static var webProxyAutoDiscovery: Self { .init(.webProxyAutoDiscovery) }
}

extension DHCPOptionKey where Value == Bool {
    /// 19: whether the client forwards datagrams (RFC 2132 section 4.1).
    @inlinable public static var ipForwarding: Self { .init(.ipForwarding) }
    /// 20: whether the client forwards datagrams with non-local source routes (RFC 2132 section 4.2).
    @inlinable public static var nonLocalSourceRouting: Self { .init(.nonLocalSourceRouting) }
    /// 27: whether all subnets have the interface's MTU (RFC 2132 section 5.2).
    @inlinable public static var allSubnetsAreLocal: Self { .init(.allSubnetsAreLocal) }
    /// 29: whether the client asks for its mask by ICMP (RFC 2132 section 5.4).
    @inlinable public static var performMaskDiscovery: Self { .init(.performMaskDiscovery) }
    /// 30: whether the client answers mask requests by ICMP (RFC 2132 section 5.5).
    @inlinable public static var maskSupplier: Self { .init(.maskSupplier) }
    /// 31: whether the client solicits routers by ICMP (RFC 2132 section 5.6).
    @inlinable public static var performRouterDiscovery: Self { .init(.performRouterDiscovery) }
    /// 34: whether the client negotiates trailers by ARP (RFC 2132 section 6.1).
    @inlinable public static var trailerEncapsulation: Self { .init(.trailerEncapsulation) }
    /// 36: false for Ethernet II frames, true for IEEE 802.3 (RFC 2132 section 6.3).
    @inlinable public static var ethernetEncapsulation: Self { .init(.ethernetEncapsulation) }
    /// 39: whether keepalives carry an octet of garbage (RFC 2132 section 7.3).
    @inlinable public static var tcpKeepaliveGarbage: Self { .init(.tcpKeepaliveGarbage) }
}

extension DHCPOptionKey where Value == UInt8 {
    /// 23: the time-to-live of outgoing datagrams (RFC 2132 section 4.5).
    @inlinable public static var defaultIPTTL: Self { .init(.defaultIPTTL) }
    /// 37: the time-to-live of TCP segments (RFC 2132 section 7.1).
    @inlinable public static var defaultTCPTTL: Self { .init(.defaultTCPTTL) }
    /// 52: `file` or `sname` or both hold options, set by the encoder (RFC 2132 section 9.3).
    ///
    /// It says how a message came and can be read only; setting it does nothing.
    @inlinable public static var overload: Self { .init(.overload) }
    /// 156: the state of a binding (RFC 6926 section 6.2).
    @inlinable public static var dhcpState: Self { .init(.dhcpState) }
    /// 157: where a binding was learned (RFC 6926 section 6.2).
    @inlinable public static var dataSource: Self { .init(.dataSource) }
}

extension DHCPOptionKey where Value == UInt16 {
    /// 13: the boot file's length in blocks of 512 octets (RFC 2132 section 3.15).
    @inlinable public static var bootFileSize: Self { .init(.bootFileSize) }
    /// 22: the largest datagram the client reassembles, at least 576 (RFC 2132 section 4.4).
    @inlinable public static var maximumDatagramReassemblySize: Self { .init(.maximumDatagramReassemblySize) }
    /// 26: the MTU of the interface, at least 68 (RFC 2132 section 5.1).
    @inlinable public static var interfaceMTU: Self { .init(.interfaceMTU) }
}

extension DHCPOptionKey where Value == UInt32 {
    /// 24: how long a discovered path MTU is believed, in seconds (RFC 2132 section 4.6).
    @inlinable public static var pathMTUAgingTimeout: Self { .init(.pathMTUAgingTimeout) }
    /// 35: how long an ARP entry is believed, in seconds (RFC 2132 section 6.2).
    @inlinable public static var arpCacheTimeout: Self { .init(.arpCacheTimeout) }
    /// 38: seconds between TCP keepalives, 0 for none (RFC 2132 section 7.2).
    @inlinable public static var tcpKeepaliveInterval: Self { .init(.tcpKeepaliveInterval) }
    /// 51: how long the lease is, in seconds; all ones for ever (RFC 2132 section 9.2).
    @inlinable public static var leaseTime: Self { .init(.leaseTime) }
    /// 58: T1, seconds from the lease's begin to renewing (RFC 2132 section 9.11).
    @inlinable public static var renewalTime: Self { .init(.renewalTime) }
    /// 59: T2, seconds from the lease's begin to rebinding (RFC 2132 section 9.12).
    @inlinable public static var rebindingTime: Self { .init(.rebindingTime) }
    /// 91: seconds since the server last heard of the client (RFC 4388 section 6.1).
    @inlinable public static var clientLastTransactionTime: Self { .init(.clientLastTransactionTime) }
    /// 108: seconds for which the client can do without IPv4 (RFC 8925 section 3.1).
    @inlinable public static var ipv6OnlyPreferred: Self { .init(.ipv6OnlyPreferred) }
    /// 152: the server's time, seconds since 1970 (RFC 6926 section 6.2).
    @inlinable public static var baseTime: Self { .init(.baseTime) }
    /// 153: seconds the binding has been in its state (RFC 6926 section 6.2).
    @inlinable public static var startTimeOfState: Self { .init(.startTimeOfState) }
    /// 154: asks for bindings changed since (RFC 6926 section 6.2).
    @inlinable public static var queryStartTime: Self { .init(.queryStartTime) }
    /// 155: asks for bindings changed before (RFC 6926 section 6.2).
    @inlinable public static var queryEndTime: Self { .init(.queryEndTime) }
    /// 208: F1:00:74:7E, to tell that 209 to 211 are PXELINUX's (RFC 5071 section 3).
    @inlinable public static var pxelinuxMagic: Self { .init(.pxelinuxMagic) }
    /// 211: seconds before PXELINUX reboots on failure (RFC 5071 section 6).
    @inlinable public static var pxelinuxRebootTime: Self { .init(.pxelinuxRebootTime) }
}

extension DHCPOptionKey where Value == Int32 {
    /// 2: seconds east of UTC; deprecated by 100 and 101 (RFC 2132 section 3.4).
    @inlinable public static var timeOffset: Self { .init(.timeOffset) }
}

extension DHCPOptionKey where Value == [UInt8] {
    /// 83: Internet storage name servers (RFC 4174 section 2).
    @inlinable public static var internetStorageNameService: Self { .init(.internetStorageNameService) }
    /// 90: authenticates the message (RFC 3118 section 2).
    @inlinable public static var authentication: Self { .init(.authentication) }
    /// 99: the client's civic address (RFC 4776 section 3.1).
    @inlinable public static var civicLocation: Self { .init(.civicLocation) }
    /// 109: the IPv6 source address of a softwire (RFC 8539).
    @inlinable public static var softwireSourceAddress: Self { .init(.softwireSourceAddress) }
    /// 123: the client's coordinates (RFC 6225 section 2.2).
    @inlinable public static var coordinateLocation: Self { .init(.coordinateLocation) }
    /// 128: PXE, by vendor; also phones' TFTP server (RFC 4578 section 2.4).
    @inlinable public static var pxe128: Self { .init(.pxe128) }
    /// 129: PXE, by vendor; also phones' call server (RFC 4578 section 2.4).
    @inlinable public static var pxe129: Self { .init(.pxe129) }
    /// 130: PXE, by vendor; also a discrimination string (RFC 4578 section 2.4).
    @inlinable public static var pxe130: Self { .init(.pxe130) }
    /// 131: PXE, by vendor; also a statistics server (RFC 4578 section 2.4).
    @inlinable public static var pxe131: Self { .init(.pxe131) }
    /// 132: PXE, by vendor; also phones' VLAN (RFC 4578 section 2.4).
    @inlinable public static var pxe132: Self { .init(.pxe132) }
    /// 133: PXE, by vendor; also phones' layer 2 priority (RFC 4578 section 2.4).
    @inlinable public static var pxe133: Self { .init(.pxe133) }
    /// 134: PXE, by vendor; also phones' DSCP (RFC 4578 section 2.4).
    @inlinable public static var pxe134: Self { .init(.pxe134) }
    /// 135: PXE, by vendor; also phones' HTTP proxy (RFC 4578 section 2.4).
    @inlinable public static var pxe135: Self { .init(.pxe135) }
    /// 143: bootstrap servers of zero touch provisioning (RFC 8572 section 8.1).
    @inlinable public static var sztpRedirect: Self { .init(.sztpRedirect) }
    /// 144: the client's coordinates with uncertainty (RFC 6225 section 2.2).
    @inlinable public static var geographicLocation: Self { .init(.geographicLocation) }
    /// 145: nonce algorithms the client knows (RFC 6704 section 3.1.1).
    @inlinable public static var forcerenewNonceCapable: Self { .init(.forcerenewNonceCapable) }
    /// 146: DNS servers for certain domains (RFC 6731 section 4.3).
    @inlinable public static var rdnssSelection: Self { .init(.rdnssSelection) }
    /// 151: how a bulk leasequery went (RFC 6926 section 6.2).
    @inlinable public static var statusCode: Self { .init(.statusCode) }
    /// 158: port control protocol servers (RFC 7291 section 4).
    @inlinable public static var pcpServer: Self { .init(.pcpServer) }
    /// 159: the ports of a shared address (RFC 7618 section 9).
    @inlinable public static var portParameters: Self { .init(.portParameters) }
    /// 162: encrypted DNS resolvers (RFC 9463 section 5).
    @inlinable public static var encryptedDNS: Self { .init(.encryptedDNS) }
    /// 176: settings of phones (tentative, RFC 3942 section 3).
    @inlinable public static var ipTelephone: Self { .init(.ipTelephone) }
    /// 177: settings of PacketCable and CableHome (tentative, RFC 3942 section 3).
    @inlinable public static var packetCable: Self { .init(.packetCable) }
    /// 212: IPv6 rapid deployment (RFC 5969 section 7.1.1).
    @inlinable public static var sixRD: Self { .init(.sixRD) }
    /// 220: whole subnets for a router (RFC 6656).
    @inlinable public static var subnetAllocation: Self { .init(.subnetAllocation) }
    /// 221: the VPN to allocate from (RFC 6607 section 3.1).
    @inlinable public static var virtualSubnetSelection: Self { .init(.virtualSubnetSelection) }
}

extension DHCPOptionKey where Value == [UInt16] {
    /// 25: MTU sizes to try, smallest first (RFC 2132 section 4.7).
    @inlinable public static var pathMTUPlateauTable: Self { .init(.pathMTUPlateauTable) }
    /// 117: name services in order, as option codes (RFC 2937).
    @inlinable public static var nameServiceSearch: Self { .init(.nameServiceSearch) }
}

extension DHCPOptionKey where Value == [DHCPOptionCode] {
    /// 55: the options the client wants, dearest first (RFC 2132 section 9.8).
    @inlinable public static var parameterRequestList: Self { .init(.parameterRequestList) }
}
