// Every code in use of IANA's registry "BOOTP Vendor Extensions and DHCP Options", and two private ones (249 and 252)
// that clients ask for everywhere.
extension DHCPOptionCode {
    /// 0: fills, one octet without a length (RFC 2132 section 3.1).
    @inlinable public static var pad: Self { 0 }
    /// 1: the mask of the client's subnet (RFC 2132 section 3.3).
    @inlinable public static var subnetMask: Self { 1 }
    /// 2: seconds east of UTC; deprecated by 100 and 101 (RFC 2132 section 3.4).
    @inlinable public static var timeOffset: Self { 2 }
    /// 3: routers of the client's subnet, the preferred one first (RFC 2132 section 3.5).
    @inlinable public static var router: Self { 3 }
    /// 4: RFC 868 time servers (RFC 2132 section 3.6).
    @inlinable public static var timeServer: Self { 4 }
    /// 5: IEN 116 name servers (RFC 2132 section 3.7).
    @inlinable public static var nameServer: Self { 5 }
    /// 6: DNS servers, the preferred one first (RFC 2132 section 3.8).
    @inlinable public static var domainNameServer: Self { 6 }
    /// 7: MIT-LCS UDP log servers (RFC 2132 section 3.9).
    @inlinable public static var logServer: Self { 7 }
    /// 8: RFC 865 cookie servers (RFC 2132 section 3.10).
    @inlinable public static var cookieServer: Self { 8 }
    /// 9: RFC 1179 line printer servers (RFC 2132 section 3.11).
    @inlinable public static var lprServer: Self { 9 }
    /// 10: Imagen Impress servers (RFC 2132 section 3.12).
    @inlinable public static var impressServer: Self { 10 }
    /// 11: RFC 887 resource location servers (RFC 2132 section 3.13).
    @inlinable public static var resourceLocationServer: Self { 11 }
    /// 12: the client's name, with or without a domain (RFC 2132 section 3.14).
    @inlinable public static var hostName: Self { 12 }
    /// 13: the boot file's length in blocks of 512 octets (RFC 2132 section 3.15).
    @inlinable public static var bootFileSize: Self { 13 }
    /// 14: where the client writes its core image (RFC 2132 section 3.16).
    @inlinable public static var meritDumpFile: Self { 14 }
    /// 15: the domain the client resolves host names in (RFC 2132 section 3.17).
    @inlinable public static var domainName: Self { 15 }
    /// 16: the client's swap server (RFC 2132 section 3.18).
    @inlinable public static var swapServer: Self { 16 }
    /// 17: the path of the client's root disk (RFC 2132 section 3.19).
    @inlinable public static var rootPath: Self { 17 }
    /// 18: a TFTP file with more options (RFC 2132 section 3.20).
    @inlinable public static var extensionsPath: Self { 18 }
    /// 19: whether the client forwards datagrams (RFC 2132 section 4.1).
    @inlinable public static var ipForwarding: Self { 19 }
    /// 20: whether the client forwards datagrams with non-local source routes (RFC 2132 section 4.2).
    @inlinable public static var nonLocalSourceRouting: Self { 20 }
    /// 21: next hops allowed in source routes (RFC 2132 section 4.3).
    @inlinable public static var policyFilter: Self { 21 }
    /// 22: the largest datagram the client reassembles, at least 576 (RFC 2132 section 4.4).
    @inlinable public static var maximumDatagramReassemblySize: Self { 22 }
    /// 23: the time-to-live of outgoing datagrams (RFC 2132 section 4.5).
    @inlinable public static var defaultIPTTL: Self { 23 }
    /// 24: how long a discovered path MTU is believed, in seconds (RFC 2132 section 4.6).
    @inlinable public static var pathMTUAgingTimeout: Self { 24 }
    /// 25: MTU sizes to try, smallest first (RFC 2132 section 4.7).
    @inlinable public static var pathMTUPlateauTable: Self { 25 }
    /// 26: the MTU of the interface, at least 68 (RFC 2132 section 5.1).
    @inlinable public static var interfaceMTU: Self { 26 }
    /// 27: whether all subnets have the interface's MTU (RFC 2132 section 5.2).
    @inlinable public static var allSubnetsAreLocal: Self { 27 }
    /// 28: the broadcast address of the client's subnet (RFC 2132 section 5.3).
    @inlinable public static var broadcastAddress: Self { 28 }
    /// 29: whether the client asks for its mask by ICMP (RFC 2132 section 5.4).
    @inlinable public static var performMaskDiscovery: Self { 29 }
    /// 30: whether the client answers mask requests by ICMP (RFC 2132 section 5.5).
    @inlinable public static var maskSupplier: Self { 30 }
    /// 31: whether the client solicits routers by ICMP (RFC 2132 section 5.6).
    @inlinable public static var performRouterDiscovery: Self { 31 }
    /// 32: where the client sends router solicitations (RFC 2132 section 5.7).
    @inlinable public static var routerSolicitationAddress: Self { 32 }
    /// 33: routes to hosts or classful networks; see 121 (RFC 2132 section 5.8).
    @inlinable public static var staticRoute: Self { 33 }
    /// 34: whether the client negotiates trailers by ARP (RFC 2132 section 6.1).
    @inlinable public static var trailerEncapsulation: Self { 34 }
    /// 35: how long an ARP entry is believed, in seconds (RFC 2132 section 6.2).
    @inlinable public static var arpCacheTimeout: Self { 35 }
    /// 36: false for Ethernet II frames, true for IEEE 802.3 (RFC 2132 section 6.3).
    @inlinable public static var ethernetEncapsulation: Self { 36 }
    /// 37: the time-to-live of TCP segments (RFC 2132 section 7.1).
    @inlinable public static var defaultTCPTTL: Self { 37 }
    /// 38: seconds between TCP keepalives, 0 for none (RFC 2132 section 7.2).
    @inlinable public static var tcpKeepaliveInterval: Self { 38 }
    /// 39: whether keepalives carry an octet of garbage (RFC 2132 section 7.3).
    @inlinable public static var tcpKeepaliveGarbage: Self { 39 }
    /// 40: the client's NIS domain (RFC 2132 section 8.1).
    @inlinable public static var nisDomain: Self { 40 }
    /// 41: NIS servers (RFC 2132 section 8.2).
    @inlinable public static var nisServer: Self { 41 }
    /// 42: NTP servers (RFC 2132 section 8.3).
    @inlinable public static var ntpServer: Self { 42 }
    /// 43: what client and server of one vendor exchange (RFC 2132 section 8.4).
    @inlinable public static var vendorSpecificInformation: Self { 43 }
    /// 44: NetBIOS name servers, WINS (RFC 2132 section 8.5).
    @inlinable public static var netBIOSNameServer: Self { 44 }
    /// 45: NetBIOS datagram distribution servers (RFC 2132 section 8.6).
    @inlinable public static var netBIOSDatagramServer: Self { 45 }
    /// 46: how the client resolves NetBIOS names (RFC 2132 section 8.7).
    @inlinable public static var netBIOSNodeType: Self { 46 }
    /// 47: the NetBIOS scope (RFC 2132 section 8.8).
    @inlinable public static var netBIOSScope: Self { 47 }
    /// 48: X Window System font servers (RFC 2132 section 8.9).
    @inlinable public static var xFontServer: Self { 48 }
    /// 49: hosts that run an X display manager (RFC 2132 section 8.10).
    @inlinable public static var xDisplayManager: Self { 49 }
    /// 50: the address the client asks for (RFC 2132 section 9.1).
    @inlinable public static var requestedAddress: Self { 50 }
    /// 51: how long the lease is, in seconds; all ones for ever (RFC 2132 section 9.2).
    @inlinable public static var leaseTime: Self { 51 }
    /// 52: `file` or `sname` or both hold options, set by the encoder (RFC 2132 section 9.3).
    @inlinable public static var overload: Self { 52 }
    /// 53: what the message is (RFC 2132 section 9.6).
    @inlinable public static var messageType: Self { 53 }
    /// 54: the server that offers, or that the client chose (RFC 2132 section 9.7).
    @inlinable public static var serverIdentifier: Self { 54 }
    /// 55: the options the client wants, dearest first (RFC 2132 section 9.8).
    @inlinable public static var parameterRequestList: Self { 55 }
    /// 56: why a server refuses or a client declines, for people (RFC 2132 section 9.9).
    @inlinable public static var message: Self { 56 }
    /// 57: the longest message the client takes (RFC 2132 section 9.10).
    @inlinable public static var maximumMessageSize: Self { 57 }
    /// 58: T1, seconds from the lease's begin to renewing (RFC 2132 section 9.11).
    @inlinable public static var renewalTime: Self { 58 }
    /// 59: T2, seconds from the lease's begin to rebinding (RFC 2132 section 9.12).
    @inlinable public static var rebindingTime: Self { 59 }
    /// 60: vendor and kind of the client, such as `PXEClient` (RFC 2132 section 9.13).
    @inlinable public static var vendorClassIdentifier: Self { 60 }
    /// 61: what tells clients apart, instead of `chaddr` (RFC 2132 section 9.14).
    @inlinable public static var clientIdentifier: Self { 61 }
    /// 62: the NetWare/IP domain (RFC 2242 section 2).
    @inlinable public static var netWareIPDomain: Self { 62 }
    /// 63: NetWare/IP settings (RFC 2242 section 3).
    @inlinable public static var netWareIPInformation: Self { 63 }
    /// 64: the client's NIS+ domain (RFC 2132 section 8.11).
    @inlinable public static var nisPlusDomain: Self { 64 }
    /// 65: NIS+ servers (RFC 2132 section 8.12).
    @inlinable public static var nisPlusServer: Self { 65 }
    /// 66: the TFTP server, when `sname` holds options (RFC 2132 section 9.4).
    @inlinable public static var tftpServerName: Self { 66 }
    /// 67: the boot file, when `file` holds options (RFC 2132 section 9.5).
    @inlinable public static var bootFileName: Self { 67 }
    /// 68: mobile IP home agents (RFC 2132 section 8.13).
    @inlinable public static var mobileIPHomeAgent: Self { 68 }
    /// 69: SMTP servers (RFC 2132 section 8.14).
    @inlinable public static var smtpServer: Self { 69 }
    /// 70: POP3 servers (RFC 2132 section 8.15).
    @inlinable public static var pop3Server: Self { 70 }
    /// 71: NNTP servers (RFC 2132 section 8.16).
    @inlinable public static var nntpServer: Self { 71 }
    /// 72: WWW servers (RFC 2132 section 8.17).
    @inlinable public static var wwwServer: Self { 72 }
    /// 73: finger servers (RFC 2132 section 8.18).
    @inlinable public static var fingerServer: Self { 73 }
    /// 74: IRC servers (RFC 2132 section 8.19).
    @inlinable public static var ircServer: Self { 74 }
    /// 75: StreetTalk servers (RFC 2132 section 8.20).
    @inlinable public static var streetTalkServer: Self { 75 }
    /// 76: StreetTalk directory assistance servers (RFC 2132 section 8.21).
    @inlinable public static var streetTalkDirectoryAssistanceServer: Self { 76 }
    /// 77: which kinds of user or use the client names (RFC 3004 section 4).
    @inlinable public static var userClass: Self { 77 }
    /// 78: service location directory agents (RFC 2610 section 3).
    @inlinable public static var slpDirectoryAgent: Self { 78 }
    /// 79: service location scopes (RFC 2610 section 4).
    @inlinable public static var slpServiceScope: Self { 79 }
    /// 80: the client takes, or the server gives, an ACK at once (RFC 4039 section 4).
    @inlinable public static var rapidCommit: Self { 80 }
    /// 81: the client's full name and who updates the DNS (RFC 4702 section 2).
    @inlinable public static var clientFQDN: Self { 81 }
    /// 82: what the relay adds, returned by the server as it came (RFC 3046).
    @inlinable public static var relayAgentInformation: Self { 82 }
    /// 83: Internet storage name servers (RFC 4174 section 2).
    @inlinable public static var internetStorageNameService: Self { 83 }
    /// 85: Novell Directory Services servers (RFC 2241 section 2).
    @inlinable public static var ndsServer: Self { 85 }
    /// 86: the NDS tree (RFC 2241 section 3).
    @inlinable public static var ndsTreeName: Self { 86 }
    /// 87: the NDS context (RFC 2241 section 4).
    @inlinable public static var ndsContext: Self { 87 }
    /// 88: broadcast and multicast service controllers by name (RFC 4280 section 4).
    @inlinable public static var bcmcsControllerDomainName: Self { 88 }
    /// 89: broadcast and multicast service controllers (RFC 4280 section 4).
    @inlinable public static var bcmcsControllerAddress: Self { 89 }
    /// 90: authenticates the message (RFC 3118 section 2).
    @inlinable public static var authentication: Self { 90 }
    /// 91: seconds since the server last heard of the client (RFC 4388 section 6.1).
    @inlinable public static var clientLastTransactionTime: Self { 91 }
    /// 92: all addresses of the client (RFC 4388 section 6.1).
    @inlinable public static var associatedAddress: Self { 92 }
    /// 93: what the machine boots, such as x64 UEFI (RFC 4578 section 2.1).
    @inlinable public static var clientArchitecture: Self { 93 }
    /// 94: the version of the client's UNDI (RFC 4578 section 2.2).
    @inlinable public static var clientNetworkInterface: Self { 94 }
    /// 95: an LDAP server's URL, as Apple uses it (RFC 3679 section 3).
    @inlinable public static var ldapURL: Self { 95 }
    /// 97: the machine's UUID (RFC 4578 section 2.3).
    @inlinable public static var clientUUID: Self { 97 }
    /// 98: URLs of user authentication servers (RFC 2485).
    @inlinable public static var userAuthentication: Self { 98 }
    /// 99: the client's civic address (RFC 4776 section 3.1).
    @inlinable public static var civicLocation: Self { 99 }
    /// 100: the time zone as POSIX writes it (RFC 4833 section 2).
    @inlinable public static var posixTimeZone: Self { 100 }
    /// 101: the time zone's name in the TZ database (RFC 4833 section 2).
    @inlinable public static var tzdbTimeZone: Self { 101 }
    /// 108: seconds for which the client can do without IPv4 (RFC 8925 section 3.1).
    @inlinable public static var ipv6OnlyPreferred: Self { 108 }
    /// 109: the IPv6 source address of a softwire (RFC 8539).
    @inlinable public static var softwireSourceAddress: Self { 109 }
    /// 112: NetInfo parent servers (RFC 3679 section 3).
    @inlinable public static var netInfoParentServerAddress: Self { 112 }
    /// 113: the NetInfo parent server's tag (RFC 3679 section 3).
    @inlinable public static var netInfoParentServerTag: Self { 113 }
    /// 114: the captive portal's API (RFC 8910 section 2.1).
    @inlinable public static var captivePortal: Self { 114 }
    /// 116: whether the client may take a link-local address (RFC 2563 section 2).
    @inlinable public static var autoConfigure: Self { 116 }
    /// 117: name services in order, as option codes (RFC 2937).
    @inlinable public static var nameServiceSearch: Self { 117 }
    /// 118: the subnet to allocate from (RFC 3011 section 2).
    @inlinable public static var subnetSelection: Self { 118 }
    /// 119: domains to search for host names in (RFC 3397 section 2).
    @inlinable public static var domainSearch: Self { 119 }
    /// 120: outbound SIP proxies (RFC 3361 section 3).
    @inlinable public static var sipServers: Self { 120 }
    /// 121: routes with masks, which replace 3 and 33 (RFC 3442).
    @inlinable public static var classlessStaticRoute: Self { 121 }
    /// 122: settings of CableLabs clients (RFC 3495 section 4).
    @inlinable public static var cableLabsClientConfiguration: Self { 122 }
    /// 123: the client's coordinates (RFC 6225 section 2.2).
    @inlinable public static var coordinateLocation: Self { 123 }
    /// 124: vendor classes by enterprise number (RFC 3925 section 3).
    @inlinable public static var vendorIdentifyingClass: Self { 124 }
    /// 125: vendor options by enterprise number (RFC 3925 section 4).
    @inlinable public static var vendorIdentifyingOptions: Self { 125 }
    /// 128: PXE, by vendor; also phones' TFTP server (RFC 4578 section 2.4).
    @inlinable public static var pxe128: Self { 128 }
    /// 129: PXE, by vendor; also phones' call server (RFC 4578 section 2.4).
    @inlinable public static var pxe129: Self { 129 }
    /// 130: PXE, by vendor; also a discrimination string (RFC 4578 section 2.4).
    @inlinable public static var pxe130: Self { 130 }
    /// 131: PXE, by vendor; also a statistics server (RFC 4578 section 2.4).
    @inlinable public static var pxe131: Self { 131 }
    /// 132: PXE, by vendor; also phones' VLAN (RFC 4578 section 2.4).
    @inlinable public static var pxe132: Self { 132 }
    /// 133: PXE, by vendor; also phones' layer 2 priority (RFC 4578 section 2.4).
    @inlinable public static var pxe133: Self { 133 }
    /// 134: PXE, by vendor; also phones' DSCP (RFC 4578 section 2.4).
    @inlinable public static var pxe134: Self { 134 }
    /// 135: PXE, by vendor; also phones' HTTP proxy (RFC 4578 section 2.4).
    @inlinable public static var pxe135: Self { 135 }
    /// 136: PANA authentication agents (RFC 5192 section 4).
    @inlinable public static var panaAgent: Self { 136 }
    /// 137: the location-to-service server (RFC 5223).
    @inlinable public static var lostServer: Self { 137 }
    /// 138: CAPWAP access controllers (RFC 5417 section 2).
    @inlinable public static var capwapAccessController: Self { 138 }
    /// 139: IEEE 802.21 mobility servers (RFC 5678 section 2).
    @inlinable public static var mobilityServiceAddress: Self { 139 }
    /// 140: IEEE 802.21 mobility servers by name (RFC 5678 section 3).
    @inlinable public static var mobilityServiceName: Self { 140 }
    /// 141: domains that configure SIP user agents (RFC 6011 section 4).
    @inlinable public static var sipUserAgentConfigurationDomain: Self { 141 }
    /// 142: access network discovery servers (RFC 6153 section 2).
    @inlinable public static var andsfAddress: Self { 142 }
    /// 143: bootstrap servers of zero touch provisioning (RFC 8572 section 8.1).
    @inlinable public static var sztpRedirect: Self { 143 }
    /// 144: the client's coordinates with uncertainty (RFC 6225 section 2.2).
    @inlinable public static var geographicLocation: Self { 144 }
    /// 145: nonce algorithms the client knows (RFC 6704 section 3.1.1).
    @inlinable public static var forcerenewNonceCapable: Self { 145 }
    /// 146: DNS servers for certain domains (RFC 6731 section 4.3).
    @inlinable public static var rdnssSelection: Self { 146 }
    /// 147: the DOTS agent's name (RFC 8973 section 5).
    @inlinable public static var dotsReferenceIdentifier: Self { 147 }
    /// 148: DOTS agents (RFC 8973 section 5).
    @inlinable public static var dotsAddress: Self { 148 }
    /// 150: TFTP servers of phones, the preferred one first (RFC 5859).
    @inlinable public static var tftpServerAddress: Self { 150 }
    /// 151: how a bulk leasequery went (RFC 6926 section 6.2).
    @inlinable public static var statusCode: Self { 151 }
    /// 152: the server's time, seconds since 1970 (RFC 6926 section 6.2).
    @inlinable public static var baseTime: Self { 152 }
    /// 153: seconds the binding has been in its state (RFC 6926 section 6.2).
    @inlinable public static var startTimeOfState: Self { 153 }
    /// 154: asks for bindings changed since (RFC 6926 section 6.2).
    @inlinable public static var queryStartTime: Self { 154 }
    /// 155: asks for bindings changed before (RFC 6926 section 6.2).
    @inlinable public static var queryEndTime: Self { 155 }
    /// 156: the state of a binding (RFC 6926 section 6.2).
    @inlinable public static var dhcpState: Self { 156 }
    /// 157: where a binding was learned (RFC 6926 section 6.2).
    @inlinable public static var dataSource: Self { 157 }
    /// 158: port control protocol servers (RFC 7291 section 4).
    @inlinable public static var pcpServer: Self { 158 }
    /// 159: the ports of a shared address (RFC 7618 section 9).
    @inlinable public static var portParameters: Self { 159 }
    /// 161: the description of the device's use (RFC 8520 section 10).
    @inlinable public static var mudURL: Self { 161 }
    /// 162: encrypted DNS resolvers (RFC 9463 section 5).
    @inlinable public static var encryptedDNS: Self { 162 }
    /// 175: settings of iPXE and gPXE (tentative, RFC 3942 section 3).
    @inlinable public static var etherboot: Self { 175 }
    /// 176: settings of phones (tentative, RFC 3942 section 3).
    @inlinable public static var ipTelephone: Self { 176 }
    /// 177: settings of PacketCable and CableHome (tentative, RFC 3942 section 3).
    @inlinable public static var packetCable: Self { 177 }
    /// 208: F1:00:74:7E, to tell that 209 to 211 are PXELINUX's (RFC 5071 section 3).
    @inlinable public static var pxelinuxMagic: Self { 208 }
    /// 209: PXELINUX's configuration file (RFC 5071 section 4).
    @inlinable public static var pxelinuxConfigurationFile: Self { 209 }
    /// 210: what PXELINUX puts before file names (RFC 5071 section 5).
    @inlinable public static var pxelinuxPathPrefix: Self { 210 }
    /// 211: seconds before PXELINUX reboots on failure (RFC 5071 section 6).
    @inlinable public static var pxelinuxRebootTime: Self { 211 }
    /// 212: IPv6 rapid deployment (RFC 5969 section 7.1.1).
    @inlinable public static var sixRD: Self { 212 }
    /// 213: the access network's domain (RFC 5986 section 3).
    @inlinable public static var accessNetworkDomain: Self { 213 }
    /// 220: whole subnets for a router (RFC 6656).
    @inlinable public static var subnetAllocation: Self { 220 }
    /// 221: the VPN to allocate from (RFC 6607 section 3.1).
    @inlinable public static var virtualSubnetSelection: Self { 221 }
    /// 249: 121 as older Windows asks for it (MS-DHCPE section 2.2.8).
    @inlinable public static var microsoftClasslessStaticRoute: Self { 249 }
    /// 252: the URL of the proxy configuration, by wide use (private use).
    @inlinable public static var webProxyAutoDiscovery: Self { 252 }
    /// 255: ends the options, one octet without a length (RFC 2132 section 3.2).
    @inlinable public static var end: Self { 255 }
}
