// Every code in use of IANA's registry "BOOTP Vendor Extensions and DHCP Options", and two private ones (249 and 252)
// that clients ask for everywhere. Here stands the number alone: the key says what the option is and of which type, and
// `DHCPOptionDefinition` what operators call it.
extension DHCPOptionCode {
    /// 0: fills, one octet without a length (RFC 2132 section 3.1).
    @inlinable public static var pad: Self { 0 }
    /// The code of ``DHCPOptionKey/subnetMask``.
    @inlinable public static var subnetMask: Self { 1 }
    /// The code of ``DHCPOptionKey/timeOffset``.
    @inlinable public static var timeOffset: Self { 2 }
    /// The code of ``DHCPOptionKey/router``.
    @inlinable public static var router: Self { 3 }
    /// The code of ``DHCPOptionKey/timeServer``.
    @inlinable public static var timeServer: Self { 4 }
    /// The code of ``DHCPOptionKey/nameServer``.
    @inlinable public static var nameServer: Self { 5 }
    /// The code of ``DHCPOptionKey/domainNameServer``.
    @inlinable public static var domainNameServer: Self { 6 }
    /// The code of ``DHCPOptionKey/logServer``.
    @inlinable public static var logServer: Self { 7 }
    /// The code of ``DHCPOptionKey/cookieServer``.
    @inlinable public static var cookieServer: Self { 8 }
    /// The code of ``DHCPOptionKey/lprServer``.
    @inlinable public static var lprServer: Self { 9 }
    /// The code of ``DHCPOptionKey/impressServer``.
    @inlinable public static var impressServer: Self { 10 }
    /// The code of ``DHCPOptionKey/resourceLocationServer``.
    @inlinable public static var resourceLocationServer: Self { 11 }
    /// The code of ``DHCPOptionKey/hostName``.
    @inlinable public static var hostName: Self { 12 }
    /// The code of ``DHCPOptionKey/bootFileSize``.
    @inlinable public static var bootFileSize: Self { 13 }
    /// The code of ``DHCPOptionKey/meritDumpFile``.
    @inlinable public static var meritDumpFile: Self { 14 }
    /// The code of ``DHCPOptionKey/domainName``.
    @inlinable public static var domainName: Self { 15 }
    /// The code of ``DHCPOptionKey/swapServer``.
    @inlinable public static var swapServer: Self { 16 }
    /// The code of ``DHCPOptionKey/rootPath``.
    @inlinable public static var rootPath: Self { 17 }
    /// The code of ``DHCPOptionKey/extensionsPath``.
    @inlinable public static var extensionsPath: Self { 18 }
    /// The code of ``DHCPOptionKey/ipForwarding``.
    @inlinable public static var ipForwarding: Self { 19 }
    /// The code of ``DHCPOptionKey/nonLocalSourceRouting``.
    @inlinable public static var nonLocalSourceRouting: Self { 20 }
    /// The code of ``DHCPOptionKey/policyFilter``.
    @inlinable public static var policyFilter: Self { 21 }
    /// The code of ``DHCPOptionKey/maximumDatagramReassemblySize``.
    @inlinable public static var maximumDatagramReassemblySize: Self { 22 }
    /// The code of ``DHCPOptionKey/defaultIPTTL``.
    @inlinable public static var defaultIPTTL: Self { 23 }
    /// The code of ``DHCPOptionKey/pathMTUAgingTimeout``.
    @inlinable public static var pathMTUAgingTimeout: Self { 24 }
    /// The code of ``DHCPOptionKey/pathMTUPlateauTable``.
    @inlinable public static var pathMTUPlateauTable: Self { 25 }
    /// The code of ``DHCPOptionKey/interfaceMTU``.
    @inlinable public static var interfaceMTU: Self { 26 }
    /// The code of ``DHCPOptionKey/allSubnetsAreLocal``.
    @inlinable public static var allSubnetsAreLocal: Self { 27 }
    /// The code of ``DHCPOptionKey/broadcastAddress``.
    @inlinable public static var broadcastAddress: Self { 28 }
    /// The code of ``DHCPOptionKey/performMaskDiscovery``.
    @inlinable public static var performMaskDiscovery: Self { 29 }
    /// The code of ``DHCPOptionKey/maskSupplier``.
    @inlinable public static var maskSupplier: Self { 30 }
    /// The code of ``DHCPOptionKey/performRouterDiscovery``.
    @inlinable public static var performRouterDiscovery: Self { 31 }
    /// The code of ``DHCPOptionKey/routerSolicitationAddress``.
    @inlinable public static var routerSolicitationAddress: Self { 32 }
    /// The code of ``DHCPOptionKey/staticRoute``.
    @inlinable public static var staticRoute: Self { 33 }
    /// The code of ``DHCPOptionKey/trailerEncapsulation``.
    @inlinable public static var trailerEncapsulation: Self { 34 }
    /// The code of ``DHCPOptionKey/arpCacheTimeout``.
    @inlinable public static var arpCacheTimeout: Self { 35 }
    /// The code of ``DHCPOptionKey/ethernetEncapsulation``.
    @inlinable public static var ethernetEncapsulation: Self { 36 }
    /// The code of ``DHCPOptionKey/defaultTCPTTL``.
    @inlinable public static var defaultTCPTTL: Self { 37 }
    /// The code of ``DHCPOptionKey/tcpKeepaliveInterval``.
    @inlinable public static var tcpKeepaliveInterval: Self { 38 }
    /// The code of ``DHCPOptionKey/tcpKeepaliveGarbage``.
    @inlinable public static var tcpKeepaliveGarbage: Self { 39 }
    /// The code of ``DHCPOptionKey/nisDomain``.
    @inlinable public static var nisDomain: Self { 40 }
    /// The code of ``DHCPOptionKey/nisServer``.
    @inlinable public static var nisServer: Self { 41 }
    /// The code of ``DHCPOptionKey/ntpServer``.
    @inlinable public static var ntpServer: Self { 42 }
    /// The code of ``DHCPOptionKey/vendorSpecificInformation``.
    @inlinable public static var vendorSpecificInformation: Self { 43 }
    /// The code of ``DHCPOptionKey/netBIOSNameServer``.
    @inlinable public static var netBIOSNameServer: Self { 44 }
    /// The code of ``DHCPOptionKey/netBIOSDatagramServer``.
    @inlinable public static var netBIOSDatagramServer: Self { 45 }
    /// The code of ``DHCPOptionKey/netBIOSNodeType``.
    @inlinable public static var netBIOSNodeType: Self { 46 }
    /// The code of ``DHCPOptionKey/netBIOSScope``.
    @inlinable public static var netBIOSScope: Self { 47 }
    /// The code of ``DHCPOptionKey/xFontServer``.
    @inlinable public static var xFontServer: Self { 48 }
    /// The code of ``DHCPOptionKey/xDisplayManager``.
    @inlinable public static var xDisplayManager: Self { 49 }
    /// The code of ``DHCPOptionKey/requestedAddress``.
    @inlinable public static var requestedAddress: Self { 50 }
    /// The code of ``DHCPOptionKey/leaseTime``.
    @inlinable public static var leaseTime: Self { 51 }
    /// The code of ``DHCPOptionKey/overload``.
    @inlinable public static var overload: Self { 52 }
    /// The code of ``DHCPOptionKey/messageType``.
    @inlinable public static var messageType: Self { 53 }
    /// The code of ``DHCPOptionKey/serverIdentifier``.
    @inlinable public static var serverIdentifier: Self { 54 }
    /// The code of ``DHCPOptionKey/parameterRequestList``.
    @inlinable public static var parameterRequestList: Self { 55 }
    /// The code of ``DHCPOptionKey/message``.
    @inlinable public static var message: Self { 56 }
    /// The code of ``DHCPOptionKey/maximumMessageSize``.
    @inlinable public static var maximumMessageSize: Self { 57 }
    /// The code of ``DHCPOptionKey/renewalTime``.
    @inlinable public static var renewalTime: Self { 58 }
    /// The code of ``DHCPOptionKey/rebindingTime``.
    @inlinable public static var rebindingTime: Self { 59 }
    /// The code of ``DHCPOptionKey/vendorClassIdentifier``.
    @inlinable public static var vendorClassIdentifier: Self { 60 }
    /// The code of ``DHCPOptionKey/clientIdentifier``.
    @inlinable public static var clientIdentifier: Self { 61 }
    /// The code of ``DHCPOptionKey/netWareIPDomain``.
    @inlinable public static var netWareIPDomain: Self { 62 }
    /// The code of ``DHCPOptionKey/netWareIPInformation``.
    @inlinable public static var netWareIPInformation: Self { 63 }
    /// The code of ``DHCPOptionKey/nisPlusDomain``.
    @inlinable public static var nisPlusDomain: Self { 64 }
    /// The code of ``DHCPOptionKey/nisPlusServer``.
    @inlinable public static var nisPlusServer: Self { 65 }
    /// The code of ``DHCPOptionKey/tftpServerName``.
    @inlinable public static var tftpServerName: Self { 66 }
    /// The code of ``DHCPOptionKey/bootFileName``.
    @inlinable public static var bootFileName: Self { 67 }
    /// The code of ``DHCPOptionKey/mobileIPHomeAgent``.
    @inlinable public static var mobileIPHomeAgent: Self { 68 }
    /// The code of ``DHCPOptionKey/smtpServer``.
    @inlinable public static var smtpServer: Self { 69 }
    /// The code of ``DHCPOptionKey/pop3Server``.
    @inlinable public static var pop3Server: Self { 70 }
    /// The code of ``DHCPOptionKey/nntpServer``.
    @inlinable public static var nntpServer: Self { 71 }
    /// The code of ``DHCPOptionKey/wwwServer``.
    @inlinable public static var wwwServer: Self { 72 }
    /// The code of ``DHCPOptionKey/fingerServer``.
    @inlinable public static var fingerServer: Self { 73 }
    /// The code of ``DHCPOptionKey/ircServer``.
    @inlinable public static var ircServer: Self { 74 }
    /// The code of ``DHCPOptionKey/streetTalkServer``.
    @inlinable public static var streetTalkServer: Self { 75 }
    /// The code of ``DHCPOptionKey/streetTalkDirectoryAssistanceServer``.
    @inlinable public static var streetTalkDirectoryAssistanceServer: Self { 76 }
    /// The code of ``DHCPOptionKey/userClass``.
    @inlinable public static var userClass: Self { 77 }
    /// The code of ``DHCPOptionKey/slpDirectoryAgent``.
    @inlinable public static var slpDirectoryAgent: Self { 78 }
    /// The code of ``DHCPOptionKey/slpServiceScope``.
    @inlinable public static var slpServiceScope: Self { 79 }
    /// The code of ``DHCPOptionKey/rapidCommit``.
    @inlinable public static var rapidCommit: Self { 80 }
    /// The code of ``DHCPOptionKey/clientFQDN``.
    @inlinable public static var clientFQDN: Self { 81 }
    /// The code of ``DHCPOptionKey/relayAgentInformation``.
    @inlinable public static var relayAgentInformation: Self { 82 }
    /// The code of ``DHCPOptionKey/internetStorageNameService``.
    @inlinable public static var internetStorageNameService: Self { 83 }
    /// The code of ``DHCPOptionKey/ndsServer``.
    @inlinable public static var ndsServer: Self { 85 }
    /// The code of ``DHCPOptionKey/ndsTreeName``.
    @inlinable public static var ndsTreeName: Self { 86 }
    /// The code of ``DHCPOptionKey/ndsContext``.
    @inlinable public static var ndsContext: Self { 87 }
    /// The code of ``DHCPOptionKey/bcmcsControllerDomainName``.
    @inlinable public static var bcmcsControllerDomainName: Self { 88 }
    /// The code of ``DHCPOptionKey/bcmcsControllerAddress``.
    @inlinable public static var bcmcsControllerAddress: Self { 89 }
    /// The code of ``DHCPOptionKey/authentication``.
    @inlinable public static var authentication: Self { 90 }
    /// The code of ``DHCPOptionKey/clientLastTransactionTime``.
    @inlinable public static var clientLastTransactionTime: Self { 91 }
    /// The code of ``DHCPOptionKey/associatedAddress``.
    @inlinable public static var associatedAddress: Self { 92 }
    /// The code of ``DHCPOptionKey/clientArchitecture``.
    @inlinable public static var clientArchitecture: Self { 93 }
    /// The code of ``DHCPOptionKey/clientNetworkInterface``.
    @inlinable public static var clientNetworkInterface: Self { 94 }
    /// The code of ``DHCPOptionKey/ldapURL``.
    @inlinable public static var ldapURL: Self { 95 }
    /// The code of ``DHCPOptionKey/clientUUID``.
    @inlinable public static var clientUUID: Self { 97 }
    /// The code of ``DHCPOptionKey/userAuthentication``.
    @inlinable public static var userAuthentication: Self { 98 }
    /// The code of ``DHCPOptionKey/civicLocation``.
    @inlinable public static var civicLocation: Self { 99 }
    /// The code of ``DHCPOptionKey/posixTimeZone``.
    @inlinable public static var posixTimeZone: Self { 100 }
    /// The code of ``DHCPOptionKey/tzdbTimeZone``.
    @inlinable public static var tzdbTimeZone: Self { 101 }
    /// The code of ``DHCPOptionKey/ipv6OnlyPreferred``.
    @inlinable public static var ipv6OnlyPreferred: Self { 108 }
    /// The code of ``DHCPOptionKey/softwireSourceAddress``.
    @inlinable public static var softwireSourceAddress: Self { 109 }
    /// The code of ``DHCPOptionKey/netInfoParentServerAddress``.
    @inlinable public static var netInfoParentServerAddress: Self { 112 }
    /// The code of ``DHCPOptionKey/netInfoParentServerTag``.
    @inlinable public static var netInfoParentServerTag: Self { 113 }
    /// The code of ``DHCPOptionKey/captivePortal``.
    @inlinable public static var captivePortal: Self { 114 }
    /// The code of ``DHCPOptionKey/autoConfigure``.
    @inlinable public static var autoConfigure: Self { 116 }
    /// The code of ``DHCPOptionKey/nameServiceSearch``.
    @inlinable public static var nameServiceSearch: Self { 117 }
    /// The code of ``DHCPOptionKey/subnetSelection``.
    @inlinable public static var subnetSelection: Self { 118 }
    /// The code of ``DHCPOptionKey/domainSearch``.
    @inlinable public static var domainSearch: Self { 119 }
    /// The code of ``DHCPOptionKey/sipServers``.
    @inlinable public static var sipServers: Self { 120 }
    /// The code of ``DHCPOptionKey/classlessStaticRoute``.
    @inlinable public static var classlessStaticRoute: Self { 121 }
    /// The code of ``DHCPOptionKey/cableLabsClientConfiguration``.
    @inlinable public static var cableLabsClientConfiguration: Self { 122 }
    /// The code of ``DHCPOptionKey/coordinateLocation``.
    @inlinable public static var coordinateLocation: Self { 123 }
    /// The code of ``DHCPOptionKey/vendorIdentifyingClass``.
    @inlinable public static var vendorIdentifyingClass: Self { 124 }
    /// The code of ``DHCPOptionKey/vendorIdentifyingOptions``.
    @inlinable public static var vendorIdentifyingOptions: Self { 125 }
    /// The code of ``DHCPOptionKey/pxe128``.
    @inlinable public static var pxe128: Self { 128 }
    /// The code of ``DHCPOptionKey/pxe129``.
    @inlinable public static var pxe129: Self { 129 }
    /// The code of ``DHCPOptionKey/pxe130``.
    @inlinable public static var pxe130: Self { 130 }
    /// The code of ``DHCPOptionKey/pxe131``.
    @inlinable public static var pxe131: Self { 131 }
    /// The code of ``DHCPOptionKey/pxe132``.
    @inlinable public static var pxe132: Self { 132 }
    /// The code of ``DHCPOptionKey/pxe133``.
    @inlinable public static var pxe133: Self { 133 }
    /// The code of ``DHCPOptionKey/pxe134``.
    @inlinable public static var pxe134: Self { 134 }
    /// The code of ``DHCPOptionKey/pxe135``.
    @inlinable public static var pxe135: Self { 135 }
    /// The code of ``DHCPOptionKey/panaAgent``.
    @inlinable public static var panaAgent: Self { 136 }
    /// The code of ``DHCPOptionKey/lostServer``.
    @inlinable public static var lostServer: Self { 137 }
    /// The code of ``DHCPOptionKey/capwapAccessController``.
    @inlinable public static var capwapAccessController: Self { 138 }
    /// The code of ``DHCPOptionKey/mobilityServiceAddress``.
    @inlinable public static var mobilityServiceAddress: Self { 139 }
    /// The code of ``DHCPOptionKey/mobilityServiceName``.
    @inlinable public static var mobilityServiceName: Self { 140 }
    /// The code of ``DHCPOptionKey/sipUserAgentConfigurationDomain``.
    @inlinable public static var sipUserAgentConfigurationDomain: Self { 141 }
    /// The code of ``DHCPOptionKey/andsfAddress``.
    @inlinable public static var andsfAddress: Self { 142 }
    /// The code of ``DHCPOptionKey/sztpRedirect``.
    @inlinable public static var sztpRedirect: Self { 143 }
    /// The code of ``DHCPOptionKey/geographicLocation``.
    @inlinable public static var geographicLocation: Self { 144 }
    /// The code of ``DHCPOptionKey/forcerenewNonceCapable``.
    @inlinable public static var forcerenewNonceCapable: Self { 145 }
    /// The code of ``DHCPOptionKey/rdnssSelection``.
    @inlinable public static var rdnssSelection: Self { 146 }
    /// The code of ``DHCPOptionKey/dotsReferenceIdentifier``.
    @inlinable public static var dotsReferenceIdentifier: Self { 147 }
    /// The code of ``DHCPOptionKey/dotsAddress``.
    @inlinable public static var dotsAddress: Self { 148 }
    /// The code of ``DHCPOptionKey/tftpServerAddress``.
    @inlinable public static var tftpServerAddress: Self { 150 }
    /// The code of ``DHCPOptionKey/statusCode``.
    @inlinable public static var statusCode: Self { 151 }
    /// The code of ``DHCPOptionKey/baseTime``.
    @inlinable public static var baseTime: Self { 152 }
    /// The code of ``DHCPOptionKey/startTimeOfState``.
    @inlinable public static var startTimeOfState: Self { 153 }
    /// The code of ``DHCPOptionKey/queryStartTime``.
    @inlinable public static var queryStartTime: Self { 154 }
    /// The code of ``DHCPOptionKey/queryEndTime``.
    @inlinable public static var queryEndTime: Self { 155 }
    /// The code of ``DHCPOptionKey/dhcpState``.
    @inlinable public static var dhcpState: Self { 156 }
    /// The code of ``DHCPOptionKey/dataSource``.
    @inlinable public static var dataSource: Self { 157 }
    /// The code of ``DHCPOptionKey/pcpServer``.
    @inlinable public static var pcpServer: Self { 158 }
    /// The code of ``DHCPOptionKey/portParameters``.
    @inlinable public static var portParameters: Self { 159 }
    /// The code of ``DHCPOptionKey/mudURL``.
    @inlinable public static var mudURL: Self { 161 }
    /// The code of ``DHCPOptionKey/encryptedDNS``.
    @inlinable public static var encryptedDNS: Self { 162 }
    /// The code of ``DHCPOptionKey/etherboot``.
    @inlinable public static var etherboot: Self { 175 }
    /// The code of ``DHCPOptionKey/ipTelephone``.
    @inlinable public static var ipTelephone: Self { 176 }
    /// The code of ``DHCPOptionKey/packetCable``.
    @inlinable public static var packetCable: Self { 177 }
    /// The code of ``DHCPOptionKey/pxelinuxMagic``.
    @inlinable public static var pxelinuxMagic: Self { 208 }
    /// The code of ``DHCPOptionKey/pxelinuxConfigurationFile``.
    @inlinable public static var pxelinuxConfigurationFile: Self { 209 }
    /// The code of ``DHCPOptionKey/pxelinuxPathPrefix``.
    @inlinable public static var pxelinuxPathPrefix: Self { 210 }
    /// The code of ``DHCPOptionKey/pxelinuxRebootTime``.
    @inlinable public static var pxelinuxRebootTime: Self { 211 }
    /// The code of ``DHCPOptionKey/sixRD``.
    @inlinable public static var sixRD: Self { 212 }
    /// The code of ``DHCPOptionKey/accessNetworkDomain``.
    @inlinable public static var accessNetworkDomain: Self { 213 }
    /// The code of ``DHCPOptionKey/subnetAllocation``.
    @inlinable public static var subnetAllocation: Self { 220 }
    /// The code of ``DHCPOptionKey/virtualSubnetSelection``.
    @inlinable public static var virtualSubnetSelection: Self { 221 }
    /// The code of ``DHCPOptionKey/microsoftClasslessStaticRoute``.
    @inlinable public static var microsoftClasslessStaticRoute: Self { 249 }
    /// The code of ``DHCPOptionKey/webProxyAutoDiscovery``.
    @inlinable public static var webProxyAutoDiscovery: Self { 252 }
    /// 255: ends the options, one octet without a length (RFC 2132 section 3.2).
    @inlinable public static var end: Self { 255 }
}
