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

    /// Takes the options that replies do not have from elsewhere.
    init(_ options: DHCPOptions) {
        var octets: [UInt8] = []
        var ranges = [(start: Int32, end: Int32)](repeating: (0, 0), count: 256)
        codes = options.codes.filter { !ReplyComposer.own.contains($0) }
        for code in codes {
            let start = Int32(octets.count)
            for option in options where option.code == code {
                octets += [code.rawValue, UInt8(option.octets.count)] + option.octets
            }
            ranges[Int(code.rawValue)] = (start, Int32(octets.count))
        }
        self.octets = octets
        self.ranges = ranges
        present = CodeSet(codes)
    }

    /// How many octets all options take.
    var octetCount: Int { octets.count }

    func contains(_ code: DHCPOptionCode) -> Bool { present.contains(code) }

    /// Appends the option of this code, if there is one.
    ///
    /// Whoever asks for 249 gets 121 where nothing else is configured: it is what clients of Microsoft call it.
    func append(_ code: DHCPOptionCode, to output: inout [UInt8]) {
        if code == .microsoftClasslessStaticRoute, !contains(code) {
            let range = ranges[Int(DHCPOptionCode.classlessStaticRoute.rawValue)]
            var index = Int(range.start)
            while index < Int(range.end) {
                let end = index + 2 + Int(octets[index + 1])
                output.append(code.rawValue)
                output.append(octets, (index + 1)..<end)
                index = end
            }
            return
        }
        let range = ranges[Int(code.rawValue)]
        if range.start != range.end { output.append(octets, Int(range.start)..<Int(range.end)) }
    }
}
