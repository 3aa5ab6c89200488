import DHCP

/// Applies every typed key to the octets: reading must not trap, and what reads must read the same after writing.
enum EveryKey {
    static func exercise(_ octets: [UInt8], _ report: (DHCPOptionCode) -> Void) {
        plain(octets, report)
        structured(octets, report)
    }

    private static func exercise<Value: DHCPOptionValue & Equatable>(
        _ key: DHCPOptionKey<Value>, on octets: [UInt8], _ report: (DHCPOptionCode) -> Void
    ) {
        guard let value = try? Value(decoding: octets) else { return }
        if (try? Value(decoding: value.encodedOctets)) != value { report(key.code) }
    }

    private static func plain(_ octets: [UInt8], _ report: (DHCPOptionCode) -> Void) {
        for key: DHCPOptionKey<IPv4Address> in [
            .subnetMask, .swapServer, .broadcastAddress, .routerSolicitationAddress, .requestedAddress,
            .serverIdentifier, .subnetSelection,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<[IPv4Address]> in [
            .router, .timeServer, .nameServer, .domainNameServer, .logServer, .cookieServer, .lprServer, .impressServer,
            .resourceLocationServer, .nisServer, .ntpServer, .netBIOSNameServer, .netBIOSDatagramServer, .xFontServer,
            .xDisplayManager, .nisPlusServer, .mobileIPHomeAgent, .smtpServer, .pop3Server, .nntpServer, .wwwServer,
            .fingerServer, .ircServer, .streetTalkServer, .streetTalkDirectoryAssistanceServer, .ndsServer,
            .bcmcsControllerAddress, .associatedAddress, .netInfoParentServerAddress, .panaAgent,
            .capwapAccessController, .andsfAddress, .dotsAddress, .tftpServerAddress,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<String> in [
            .hostName, .meritDumpFile, .domainName, .rootPath, .extensionsPath, .nisDomain, .netBIOSScope, .message,
            .vendorClassIdentifier, .netWareIPDomain, .nisPlusDomain, .tftpServerName, .bootFileName, .ndsTreeName,
            .ndsContext, .ldapURL, .userAuthentication, .posixTimeZone, .tzdbTimeZone, .netInfoParentServerTag,
            .captivePortal, .mudURL, .pxelinuxConfigurationFile, .pxelinuxPathPrefix, .webProxyAutoDiscovery,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<Bool> in [
            .ipForwarding, .nonLocalSourceRouting, .allSubnetsAreLocal, .performMaskDiscovery, .maskSupplier,
            .performRouterDiscovery, .trailerEncapsulation, .ethernetEncapsulation, .tcpKeepaliveGarbage,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<UInt8> in [.defaultIPTTL, .defaultTCPTTL, .overload, .dhcpState, .dataSource] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<UInt16> in [.bootFileSize, .maximumDatagramReassemblySize, .interfaceMTU] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<UInt32> in [
            .pathMTUAgingTimeout, .arpCacheTimeout, .tcpKeepaliveInterval, .leaseTime, .renewalTime, .rebindingTime,
            .clientLastTransactionTime, .ipv6OnlyPreferred, .baseTime, .startTimeOfState, .queryStartTime,
            .queryEndTime, .pxelinuxMagic, .pxelinuxRebootTime,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<Int32> in [.timeOffset] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<[UInt8]> in [
            .internetStorageNameService, .authentication, .civicLocation, .softwireSourceAddress, .coordinateLocation,
            .pxe128, .pxe129, .pxe130, .pxe131, .pxe132, .pxe133, .pxe134, .pxe135, .sztpRedirect, .geographicLocation,
            .forcerenewNonceCapable, .rdnssSelection, .statusCode, .pcpServer, .portParameters, .encryptedDNS,
            .ipTelephone, .packetCable, .sixRD, .subnetAllocation, .virtualSubnetSelection,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<[UInt16]> in [.pathMTUPlateauTable, .nameServiceSearch] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<[DHCPOptionCode]> in [.parameterRequestList] { exercise(key, on: octets, report) }
    }

    private static func structured(_ octets: [UInt8], _ report: (DHCPOptionCode) -> Void) {
        for key: DHCPOptionKey<[PolicyFilter]> in [.policyFilter] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<[StaticRoute]> in [.staticRoute] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<EncapsulatedOptions> in [
            .vendorSpecificInformation, .netWareIPInformation, .cableLabsClientConfiguration, .mobilityServiceAddress,
            .mobilityServiceName, .etherboot,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<NetBIOSNodeType> in [.netBIOSNodeType] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<DHCPMessageType> in [.messageType] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<MaximumMessageSize> in [.maximumMessageSize] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<ClientIdentifier> in [.clientIdentifier] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<UserClass> in [.userClass] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<SLPDirectoryAgents> in [.slpDirectoryAgent] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<SLPServiceScope> in [.slpServiceScope] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<OptionPresence> in [.rapidCommit] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<ClientFQDN> in [.clientFQDN] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<RelayAgentInformation> in [.relayAgentInformation] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<DomainNameList> in [
            .bcmcsControllerDomainName, .domainSearch, .sipUserAgentConfigurationDomain,
        ] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<[ClientArchitecture]> in [.clientArchitecture] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<ClientNetworkInterface> in [.clientNetworkInterface] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<ClientUUID> in [.clientUUID] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<AutoConfigure> in [.autoConfigure] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<SIPServers> in [.sipServers] { exercise(key, on: octets, report) }
        for key: DHCPOptionKey<ClasslessRoutes> in [.classlessStaticRoute, .microsoftClasslessStaticRoute] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<VendorIdentifyingClass> in [.vendorIdentifyingClass] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<VendorIdentifyingOptions> in [.vendorIdentifyingOptions] {
            exercise(key, on: octets, report)
        }
        for key: DHCPOptionKey<DomainName> in [.lostServer, .dotsReferenceIdentifier, .accessNetworkDomain] {
            exercise(key, on: octets, report)
        }
    }
}
