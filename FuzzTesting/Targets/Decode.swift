import DHCP

/// Decodes octets, and reads each option of what decodes as if it were of each type that its definition knows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let octets = Array(UnsafeBufferPointer(start: start, count: count))
    guard let message = try? DHCPMessage(decoding: octets) else { return 0 }
    for code in message.options.codes {
        let value = message.options[raw: code]
        expect(value != nil, "option \(code) stands in the message and can not be read")
        let text = DHCPOptionDefinition.text(of: value ?? [], for: code)
        expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "option \(code): \(text)")
    }
    _ = message.options[.relayAgentInformation]?.circuitID
    _ = BootClient(message)
    return 0
}
