public import DHCP

/// A DHCP message that was seen, well-formed or not.
public struct CapturedMessage: Hashable, Sendable {
    /// The datagram it came in.
    public let datagram: CapturedDatagram
    /// The message; `nil` when it can not be decoded.
    public let message: DHCPMessage?
    /// Why the message can not be decoded.
    public let error: DHCPDecodingError?
    /// The options in the order of the wire, parts of a split option one by one; of a malformed message those before
    /// the fault.
    public let options: [CapturedOption]
    /// The header fields, also those of a message whose options are malformed; `nil` when the datagram ends in them.
    ///
    /// It has no options. Where the cookie, `op` or `hlen` is what is wrong, that one is not as it came.
    public let header: DHCPMessage?

    /// Reads the payload of a datagram.
    public init(_ datagram: CapturedDatagram) {
        self.datagram = datagram
        var decoded: DHCPMessage?
        var fault: DHCPDecodingError?
        var hasCookie = true
        do throws(DHCPDecodingError) {
            decoded = try DHCPMessage(decoding: datagram.payload)
        } catch {
            hasCookie = error.code != .missingCookie
            // A client of BOOTP need not know the cookie.
            decoded = DHCPMessage(decodingBOOTP: datagram.payload.span.bytes)
            if decoded == nil { fault = error }
        }
        message = decoded
        error = fault
        header = decoded ?? Self.header(of: datagram.payload)
        // Without the cookie nobody knows what stands there.
        options = hasCookie ? CapturedOption.walk(datagram.payload) : []
    }

    /// Reads the message of a frame; `nil` when the frame has none for these ports, as source or destination.
    public init?(_ frame: CapturedFrame, ports: Set<UInt16> = CaptureFile.usualPorts) {
        guard let datagram = CapturedDatagram(frame),
            ports.contains(datagram.source.port) || ports.contains(datagram.destination.port)
        else { return nil }
        self.init(datagram)
    }

    /// Option 53, also of a malformed message.
    public var type: DHCPMessageType? {
        value(of: .messageType).flatMap { try? DHCPMessageType(decoding: $0) }
    }

    /// Option 54, also of a malformed message.
    public var server: IPv4Address? {
        value(of: .serverIdentifier).flatMap { try? IPv4Address(decoding: $0) }
    }

    /// The value of an option with all its parts joined; `nil` when there is none.
    public func value(of code: DHCPOptionCode) -> [UInt8]? {
        let parts = options.filter { $0.code == code }
        return parts.isEmpty ? nil : parts.flatMap(\.octets)
    }

    private static let headerCount = 236

    private static func header(of payload: [UInt8]) -> DHCPMessage? {
        guard payload.count >= headerCount else { return nil }
        var octets = Array(payload[..<headerCount]) + [99, 130, 83, 99]
        if octets[0] != 2 { octets[0] = 1 }
        octets[2] = min(octets[2], 16)
        return try? DHCPMessage(decoding: octets)
    }
}

/// One option of a message that was seen, and where it stands.
public struct CapturedOption: Hashable, Sendable {
    /// Which option this is.
    public let code: DHCPOptionCode
    /// Its value, or a part of it when the option is split.
    public let octets: [UInt8]
    /// The octet of the datagram's payload at which the option begins.
    public let offset: Int
    /// Whether an option of the same code stands before it.
    public let isContinuation: Bool

    /// The field in which the option stands (RFC 2132 section 9.3): `options`, `file` or `sname`.
    public var field: String { offset >= 240 ? "options" : offset >= 108 ? "file" : "sname" }

    /// The options of a payload in the order in which they are to be read, up to the first that runs past its end.
    static func walk(_ payload: [UInt8]) -> [CapturedOption] {
        var options: [CapturedOption] = []
        var seen: Set<UInt8> = []
        guard payload.count >= 240, walk(payload, 240..<payload.count, &options, &seen) else { return options }
        let overload = options.first { $0.code == .overload && $0.octets.count == 1 }?.octets.first ?? 0
        if overload & 1 != 0, overload <= 3, !walk(payload, 108..<236, &options, &seen) { return options }
        if overload & 2 != 0, overload <= 3 { _ = walk(payload, 44..<108, &options, &seen) }
        return options
    }

    private static func walk(
        _ payload: [UInt8], _ field: Range<Int>, _ options: inout [CapturedOption], _ seen: inout Set<UInt8>
    ) -> Bool {
        let octets = payload.span.bytes
        var cursor = OptionCursor(field, hasLayout: true)
        while let option = cursor.next(in: octets) {
            options.append(
                CapturedOption(
                    code: DHCPOptionCode(rawValue: option.code), octets: Array(payload[option.value]),
                    offset: option.offset, isContinuation: !seen.insert(option.code).inserted))
        }
        return cursor.ending(in: octets) != .truncated
    }
}
