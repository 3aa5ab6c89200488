/// How a server is a member of a cluster.
public struct ClusterSettings: Hashable, Sendable {
    /// The name of this server, which no other member has.
    public var name: String
    /// How much longer than the client is told an address is promised to it, in hundredths of the lease time: for so long
    /// renewals go on while the store can not be reached.
    public var leadPercent: UInt32
    /// A client that has asked for so many seconds (`secs`) is answered by all members.
    public var stepInAfter: UInt16

    /// Makes settings.
    public init(name: String, leadPercent: UInt32 = 25, stepInAfter: UInt16 = 4) {
        self.name = name
        self.leadPercent = leadPercent
        self.stepInAfter = stepInAfter
    }
}
