import Foundation
import Testing

extension Integration {
    /// The server of Snippets/PXEServer.swift against real firmware and boot loaders.
    ///
    /// One machine at a time, as each of them keeps a processor busy.
    @Suite(.enabled(if: Environment.canBoot, Comment(rawValue: Environment.bootExplanation)), .serialized)
    struct NetworkBootTests {
        @Test("the BIOS ROM, which is iPXE, gets the script at once by TFTP")
        func bios() async throws {
            try await boot(.bios, script: "tftp://\(Layout.serverAddress)/boot.ipxe", platform: "pcbios") { boot in
                #expect(boot.files.sentByTFTP == ["boot.ipxe"])
                #expect(boot.acknowledged == [Answer("", "tftp://\(Layout.serverAddress)/boot.ipxe")])
            }
        }

        @Test("UEFI PXE gets iPXE by TFTP, and iPXE gets the script by HTTP")
        func uefiPXE() async throws {
            try await boot(.uefiPXE, script: Self.script, platform: "efi") { boot in
                #expect(boot.files.sentByTFTP.contains("ipxe.efi"))
                #expect(!boot.files.askedByHTTP.contains("/ipxe.efi"))
                #expect(boot.files.askedByHTTP.contains("/boot.ipxe"))
                #expect(boot.acknowledged == [Answer("PXEClient", "ipxe.efi"), Answer("", Self.script)])
            }
        }

        @Test("UEFI HTTP boot gets iPXE and the script by HTTP")
        func uefiHTTP() async throws {
            try await boot(.uefiHTTP, script: Self.script, platform: "efi") { boot in
                let loader = "http://\(Layout.serverAddress)/ipxe.efi"
                #expect(boot.files.sentByTFTP == [])
                #expect(boot.files.askedByHTTP.contains("/ipxe.efi"))
                #expect(boot.files.askedByHTTP.contains("/boot.ipxe"))
                #expect(boot.acknowledged == [Answer("HTTPClient", loader), Answer("", Self.script)])
            }
        }

        private static let script = "http://\(Layout.serverAddress)/boot.ipxe"

        /// What an ACK says about booting: option 60 and the file.
        struct Answer: Hashable {
            let vendorClass: String
            let file: String

            init(_ vendorClass: String, _ file: String) {
                self.vendorClass = vendorClass
                self.file = file
            }
        }

        /// A boot that came to its end.
        struct Boot {
            let files: BootFiles
            /// What the ACKs said, in order, repeated ones once.
            let acknowledged: [Answer]
        }

        /// Lets a machine boot until the script has run, and looks at what the server sent meanwhile.
        private func boot(
            _ firmware: VirtualMachine.Firmware, script: String, platform: String, _ check: (Boot) throws -> Void
        ) async throws {
            let binary = Environment.binary(named: "PXEServer").path
            try #require(FileManager.default.isExecutableFile(atPath: binary), "run `swift build` first: no \(binary)")
            try await Laboratory.open(.virtualMachine) { laboratory in
                let server = try laboratory.server
                let capture = try await Capture.start(in: laboratory, at: server)
                let files = try await BootFiles.serve(in: laboratory)
                let process = try laboratory.start(
                    "PXEServer", in: server.namespace,
                    [binary, "interface=\(server.interface)", "server=\(Layout.serverAddress)", "script=\(script)"])
                _ = try await process.waitForLine(/DHCP service started/)
                let machine = try VirtualMachine.start(firmware, in: laboratory)
                try await files.waitUntilScriptRan(on: platform, in: machine)

                let packets = try await capture.packets(
                    until: { $0.type == .ack && $0.bootFile == script }, "an ACK with the script")
                let sent = packets.filter { $0.ethernetSource == server.hardwareAddress }
                #expect(sent.allSatisfy { $0.faults.isEmpty }, "\(Capture.summary(sent))")
                #expect(sent.allSatisfy { $0.bootFile == $0.bootFileOption })
                #expect(!packets.contains { $0.destinationPort == "4011" }, "a boot server was looked for")
                var acknowledged: [Answer] = []
                for packet in sent where packet.type == .ack {
                    let answer = Answer(packet.vendorClass, packet.bootFile)
                    if acknowledged.last != answer { acknowledged.append(answer) }
                }
                try check(Boot(files: files, acknowledged: acknowledged))
            }
        }
    }
}
