/// The words that a file may use as keys, other than names and codes of options.
enum ConfigurationKey: String, CaseIterable, Sendable {
    case address
    case admin
    case all
    case allow
    case any
    case architecture
    case arp
    case authoritative
    case autoConfigure = "auto-configure"
    case boot
    case ca
    case certificate
    case circuitID = "circuit-id"
    case classes
    case classKey = "class"
    case clientID = "client-id"
    case clientIDs = "client-ids"
    case clientPort = "client-port"
    case clients
    case cluster
    case code
    case comment
    case conflictCheck = "conflict-check"
    case declineTime = "decline-time"
    case declinesPerClient = "declines-per-client"
    case declinesPerNetwork = "declines-per-network"
    case declinesPerPort = "declines-per-port"
    case defaults
    case endpoints
    case equals
    case enterprise
    case etcd
    case explain
    case file
    case hardwareAddress = "hw-address"
    case history
    case hostName = "hostname"
    case identifier
    case ignore
    case include
    case interface
    case interfaces
    case ipxe
    case keep
    case key
    case known
    case lead
    case leaseQuery = "leasequery"
    case leaseTime = "lease-time"
    case leases
    case leasesPerPort = "leases-per-port"
    case leasesPerRelay = "leases-per-relay"
    case limits
    case listen
    case log
    case match
    case maximumLeaseTime = "max-lease-time"
    case memory
    case messageType = "message-type"
    case metrics
    case minimumLeaseTime = "min-lease-time"
    case name
    case names
    case newLeasesPerPort = "new-leases-per-port"
    case newLeasesPerRelay = "new-leases-per-relay"
    case nextServer = "next-server"
    case not
    case offerTime = "offer-time"
    case offers
    case offersPerPort = "offers-per-port"
    case offersPerRelay = "offers-per-relay"
    case option
    case optionDefinitions = "option-definitions"
    case options
    case passwordFile = "password-file"
    case otherServers = "other-servers"
    case path
    case ping
    case pools
    case prefix
    case profiles
    case range
    case rapidCommit = "rapid-commit"
    case rebindingTime = "rebinding-time"
    case relay
    case relays
    case remoteID = "remote-id"
    case renewals
    case renewalTime = "renewal-time"
    case replies
    case requestedOption = "requested-option"
    case reservations
    case segmentationOffload = "segmentation-offload"
    case sendAlways = "send-always"
    case server
    case serverName = "server-name"
    case sharedNetwork = "shared-network"
    case sharedNetworks = "shared-networks"
    case size
    case socket
    case stepInAfter = "step-in-after"
    case store
    case subnet
    case subnets
    case subOption = "sub-option"
    case timeout
    case tls
    case tokens
    case trustedInterfaces = "trusted-interfaces"
    case type
    case url
    case user
    case userClass = "user-class"
    case vendorClass = "vendor-class"
    case watch
}
