import DHCP

/// The options of a scope in the form of the wire, each found by its code in one step.
struct OptionTemplate: Sendable {
    private let octets: [UInt8]
    /// For each code where its options begin and end in `octets`; equal when there is none.
    private let ranges: [(start: Int32, end: Int32)]
    /// The codes in their configured order.
    let codes: [DHCPOptionCode]
    /// The same as a set.
    let present: CodeSet

    /// Options that never come from the configuration alone.
    static let ofReply = CodeSet(
        [
            .messageType, .serverIdentifier, .leaseTime, .renewalTime, .rebindingTime, .clientIdentifier,
            .relayAgentInformation, .overload, .pad, .end, .requestedAddress, .parameterRequestList,
            .maximumMessageSize, .subnetSelection, .rapidCommit, .clientFQDN, .autoConfigure,
            .clientLastTransactionTime, .associatedAddress,
        ] as [DHCPOptionCode])

    /// Takes the options that replies do not have from elsewhere.
    init(_ options: DHCPOptions) {
        var octets: [UInt8] = []
        var ranges = [(start: Int32, end: Int32)](repeating: (0, 0), count: 256)
        func add(_ code: DHCPOptionCode, as name: DHCPOptionCode) {
            let start = Int32(octets.count)
            for option in options where option.code == code {
                octets.append(option: name.rawValue, option.octets)
            }
            ranges[Int(name.rawValue)] = (start, Int32(octets.count))
        }
        codes = options.codes.filter { !Self.ofReply.contains($0) }
        for code in codes { add(code, as: code) }
        present = CodeSet(codes)
        // Whoever asks for 249 gets 121 where nothing else is configured: it is what clients of Microsoft call it.
        if !present.contains(.microsoftClasslessStaticRoute), present.contains(.classlessStaticRoute) {
            add(.classlessStaticRoute, as: .microsoftClasslessStaticRoute)
        }
        // Room for T1 and T2, which are of the lease.
        let times = Int32(octets.count)
        for code in [DHCPOptionCode.renewalTime, .rebindingTime] {
            octets.append(option: code.rawValue, [0, 0, 0, 0])
        }
        ranges[Int(DHCPOptionCode.renewalTime.rawValue)] = (times, Int32(octets.count))
        self.octets = octets
        self.ranges = ranges
    }

    func contains(_ code: DHCPOptionCode) -> Bool { present.contains(code) }

    /// Appends the option of this code, if there is one.
    func append(_ code: DHCPOptionCode, to output: inout [UInt8]) {
        let range = ranges[Int(code.rawValue)]
        if range.start != range.end { output.append(octets, Int(range.start)..<Int(range.end)) }
    }

    /// The options of these codes, one after another; 58 stands for both times, whose place it returns.
    func compose(_ order: [UInt8]) -> (octets: [UInt8], timesOffset: Int?) {
        ranges.withUnsafeBufferPointer { ranges in
            var size = 0
            for code in order { size &+= Int(ranges[Int(code)].end &- ranges[Int(code)].start) }
            var timesOffset: Int?
            // An array without room is one that all threads share, and filling none of it writes to it all the same.
            let composed = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { composed, count in
                octets.withUnsafeBufferPointer { octets in
                    guard let source = octets.baseAddress, let target = composed.baseAddress else { return }
                    for code in order {
                        let (start, end) = ranges[Int(code)]
                        if code == DHCPOptionCode.renewalTime.rawValue { timesOffset = count }
                        (target + count).initialize(from: source + Int(start), count: Int(end &- start))
                        count &+= Int(end &- start)
                    }
                }
            }
            return (composed, timesOffset)
        }
    }
}
