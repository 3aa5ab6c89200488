import DHCP

/// What may stand behind a key, as far as a JSON Schema can say it.
///
/// The readers of values are stricter: they also know what follows from other values.
indirect enum ValueShape: Sendable {
    /// Any text; what looks like a number or a truth value is text too.
    case text
    /// An address.
    case address
    /// An address or a block of them.
    case addressOrPrefix
    /// A block of addresses.
    case prefix
    /// A pool's addresses.
    case range
    /// An address and a port.
    case endpoint
    /// A machine of etcd.
    case etcdEndpoint
    /// A duration.
    case duration
    /// A short time.
    case timeout
    /// A size of memory.
    case size
    /// A part.
    case part
    /// A whole part, up to all.
    case percent
    /// A hardware address.
    case hardwareAddress
    /// Octets, as text or in hexadecimal.
    case octets
    case boolean
    case number(ClosedRange<Int>)
    case words([String])
    /// A mapping with known keys.
    case section(Section)
    /// A mapping whose keys are options.
    case options
    /// An option's name or code.
    case optionCode
    /// Any value of an option.
    case optionValue
    /// Several, or one without brackets.
    case list(ValueShape)
    case either([ValueShape])
}
