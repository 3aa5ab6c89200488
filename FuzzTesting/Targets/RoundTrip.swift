import DHCP

/// Decodes, encodes and decodes again: the octets and the message are the same, before and after a change.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let octets = Array(UnsafeBufferPointer(start: start, count: count))
    guard var message = try? DHCPMessage(decoding: octets) else { return 0 }
    expect(message.encode() == octets, "the octets changed on the way")
    // What is set must be there after encoding, whatever the sender made of the other options.
    let change = octets.suffix(4).reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) }
    let code = DHCPOptionCode(rawValue: UInt8(change % 254) + 1)
    let value = [UInt8](repeating: UInt8(truncatingIfNeeded: change >> 8), count: Int(change >> 16 % 300) % 300)
    let before = message.options
    message.options[raw: code] = value
    if code != .overload {
        expect(message.options[raw: code] == value, "option \(code) was set and is not there")
    }
    for other in before.codes where other != code && other != .overload {
        expect(message.options[raw: other] == before[raw: other], "setting \(code) changed option \(other)")
    }
    let encoded = message.encode()
    expect(encoded.count == message.encodedCount, "\(encoded.count) octets instead of \(message.encodedCount)")
    expect((try? DHCPMessage(decoding: encoded)) == message, "the changed message reads otherwise")
    fit(message)
    return 0
}

/// A message that is made to fit into the smallest datagram does, and reads as itself.
private func fit(_ message: DHCPMessage) {
    var message = message
    _ = message.fit(into: MaximumMessageSize.minimum.payloadCount, wanted: message.options.codes)
    let encoded = message.encode()
    expect((try? DHCPMessage(decoding: encoded)) == message, "the fitted message reads otherwise")
}
