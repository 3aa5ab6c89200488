/// A machine that boots from the network, as its message shows it: which program asks, and what the machine can run.
///
/// One machine asks several times while it boots: first its firmware, then the iPXE that the firmware loaded, then the
/// operating system, which is no boot client any more.
///
/// ```swift
/// if let client = BootClient(request.message) {
///     let file = client.program == .ipxe ? "http://10.0.0.1/boot.ipxe" : "ipxe.efi"
///     client.answer(&reply, file: file, server: IPv4Address(10, 0, 0, 1))
/// }
/// ```
public struct BootClient: Hashable, Sendable {
    /// The programs that boot from the network; each wants an answer of its own.
    public enum Program: Hashable, Sendable, CaseIterable {
        /// PXE firmware, BIOS or UEFI, which loads a file by TFTP.
        case pxe
        /// UEFI HTTP boot firmware, which loads a URL.
        case http
        /// The iPXE boot loader, which runs a script by TFTP or from a URL.
        case ipxe
    }

    /// The program that asks.
    public var program: Program
    /// What the machine boots, as it says itself; PC BIOS when it does not say.
    public var architecture: ClientArchitecture

    /// Makes a client of this kind.
    public init(_ program: Program, _ architecture: ClientArchitecture = .x86BIOS) {
        self.program = program
        self.architecture = architecture
    }

    /// Tells the client from options 60, 77, 93 and 175; `nil` for a message that does not come from one.
    ///
    /// iPXE names itself as a class in option 77, and has options of its own in 175. It also says `PXEClient` like the
    /// firmware, so it is looked for first. An option that is malformed counts as absent. A PXE client without option
    /// 93 repeats the architecture in option 60, as in `PXEClient:Arch:00007:UNDI:003016` (RFC 4578 section 2.1).
    public init?(_ message: DHCPMessage) {
        let options = message.options
        let vendor = options[.vendorClassIdentifier] ?? ""
        if options.withValue(of: .etherboot, { !$0.isEmpty }) == true
            || options.withValue(
                of: .userClass, { UserClass.contains(in: $0, where: Self.isIPXE) }) == true
        {
            program = .ipxe
        } else if vendor.hasPrefix(Program.http.vendorClass) {
            program = .http
        } else if vendor.hasPrefix(Program.pxe.vendorClass) {
            program = .pxe
        } else {
            return nil
        }
        architecture = options[.clientArchitecture]?.first ?? Self.architecture(inVendorClass: vendor) ?? .x86BIOS
    }

    /// What the files for this client must be built for: the architecture without the protocol.
    ///
    /// So ``ClientArchitecture/uefiX64`` for HTTP boot on x64 too. EFI byte code (9) stands for x64 here: it is what
    /// machines send that follow RFC 4578 to the letter.
    public var platform: ClientArchitecture {
        if architecture == .uefiEBC || architecture == .uefiEBCHTTP { return .uefiX64 }
        guard let name = architecture.name, architecture.isHTTP else { return architecture }
        return ClientArchitecture(name: String(name.dropLast("-http".count))) ?? architecture
    }

    /// Whether a user class reads `iPXE`.
    @inline(__always)
    private static func isIPXE(_ octets: UnsafeRawBufferPointer) -> Bool {
        octets.count == 4 && octets.loadUnaligned(as: UInt32.self) == UInt32(bigEndian: 0x6950_5845)
    }

    /// The five digits after `Arch:`.
    private static func architecture(inVendorClass text: String) -> ClientArchitecture? {
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        guard words.count >= 3, words[1] == "Arch", let number = UInt16(words[2]) else { return nil }
        return ClientArchitecture(rawValue: number)
    }
}

extension BootClient.Program {
    /// How option 60 begins in the messages of this program.
    var vendorClass: String {
        switch self {
        case .pxe, .ipxe: "PXEClient"
        case .http: "HTTPClient"
        }
    }
}

extension BootClient: CustomStringConvertible {
    /// Program and architecture, as in `pxe uefi-x64`.
    public var description: String { "\(program) \(architecture)" }
}
