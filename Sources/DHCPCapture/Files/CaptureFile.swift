internal import DHCP

/// A capture file on disk.
///
/// ```swift
/// let messages = try CaptureFile.messages(at: "lab.pcap")
/// #expect(messages.compactMap(\.message?.messageType) == [.discover, .offer, .request, .ack])
/// ```
public enum CaptureFile {
    /// The ports that DHCP messages are looked for on when nothing else is said: 67, 68 and this project's 6767.
    public static let usualPorts: Set<UInt16> = [67, 68, 6767]

    /// All DHCP messages of a capture file, malformed ones too, in the order of the file.
    ///
    /// Throws `CaptureFileError` for a file that is no capture or is damaged, and `CaptureSystemError` when it can not
    /// be read. For a file of unknown size use `CaptureReader`, which gives frame after frame.
    public static func messages(at path: String, ports: Set<UInt16> = usualPorts) throws -> [CapturedMessage] {
        let file = try InputFile(path: path)
        return try messages(CaptureReader { try file.read() }, ports: ports)
    }

    /// All DHCP messages of a capture file whose octets are given.
    public static func messages(octets: [UInt8], ports: Set<UInt16> = usualPorts) throws -> [CapturedMessage] {
        try messages(CaptureReader(octets: octets), ports: ports)
    }

    private static func messages(_ reader: CaptureReader, ports: Set<UInt16>) throws -> [CapturedMessage] {
        var reader = reader
        var messages: [CapturedMessage] = []
        while let frame = try reader.next() {
            if let message = CapturedMessage(frame, ports: ports) { messages.append(message) }
        }
        return messages
    }
}
