import DHCP
import DHCPLeases

/// Reads `boot`.
enum BootReader {
    /// What the fields of a message and one option have room for.
    private static let maximumNameLength = 63
    private static let maximumFileLength = 255

    static func read(_ value: YAMLValue?) -> BootSettings? {
        value?.section(.boot) { section in
            let list = section.required(.profiles, such: "profiles: [{ architecture: bios, file: undionly.kpxe }]")
            let profiles = (list?.list() ?? []).compactMap { value in
                profile(value).map { Placed($0, value) }
            }
            if let list, list.list().isEmpty {
                list.fail("there is no profile, so nothing is booted; leave boot out instead")
            }
            // What a wrong profile was to be for is not known.
            if profiles.count == list?.list().count, profiles.allSatisfy({ $0.value.isWhole }) {
                warnOfUnreachable(profiles.map { Placed($0.value.profile, $0.place) })
            }
            return BootSettings(
                nextServer: section.value(.nextServer)?.hostAddress(), serverName: serverName(section),
                profiles: profiles.map(\.value.profile))
        }
    }

    private static func serverName(_ section: SectionReader) -> String? {
        section.value(.serverName)?.template("a name of at most \(maximumNameLength) octets such as boot.lab.example") {
            (1...maximumNameLength).contains($0.utf8.count) && !$0.contains("\0")
        }
    }

    /// A profile, and whether all of it could be read.
    private static func profile(_ value: YAMLValue) -> (profile: BootProfile, isWhole: Bool)? {
        let profile = value.section(.bootProfile) { section -> (profile: BootProfile, isWhole: Bool)? in
            let architecture = section.value(.architecture)
            if let architecture, architecture.isList {
                architecture.fail("one architecture belongs here, not a list; write a profile for each")
            }
            let known = architecture.flatMap { $0.isList ? nil : $0.architecture() }
            let isForIPXE = section.value(.ipxe)?.boolean() ?? false
            let isWhole = (architecture == nil) == (known == nil) && !section.hasUnknownKeys
            return file(section).map {
                (BootProfile(architecture: known, isForIPXE: isForIPXE, file: $0), isWhole)
            }
        }
        return profile ?? nil
    }

    private static func file(_ section: SectionReader) -> String? {
        switch (section.value(.file), section.value(.url)) {
        case (nil, nil):
            if section.hasUnknownKeys { return nil }
            section.value.fail("file or url is missing; write it as in file: ipxe.efi")
            return nil
        case (_?, let url?):
            url.fail("either file or url; leave one of both out")
            return nil
        case (let file?, nil):
            return file.template("a file of at most \(maximumFileLength) octets such as ipxe.efi", where: isFile)
        case (nil, let url?):
            return url.template("a URL such as http://10.0.0.1/boot.ipxe") { text in
                let scheme = text.split(separator: "://", maxSplits: 1).first ?? ""
                return isFile(text) && text.contains("://") && !scheme.isEmpty
            }
        }
    }

    private static func isFile(_ text: String) -> Bool {
        (1...maximumFileLength).contains(text.utf8.count) && !text.contains("\0")
    }

    /// Warns of profiles that nobody loads: those that their machine can not, and those behind a wider one.
    ///
    /// Each profile is held against the machines that profiles before it serve, not against those profiles.
    private static func warnOfUnreachable(_ profiles: [Placed<BootProfile>]) {
        var served: Set<BootClient> = []
        // Of the architectures without a name a profile is for one, or for all.
        var servedAll: Set<BootClient.Program> = []
        for profile in profiles {
            let clients = clients(of: profile.value)
            if clients.isEmpty {
                profile.place.warn("nobody loads this: firmware that boots by HTTP takes a url only")
                continue
            }
            let isShadowed = clients.allSatisfy { client in
                if client.architecture.name == nil, servedAll.contains(client.program) { return true }
                return served.contains(BootClient(client.program, client.platform))
            }
            if isShadowed {
                profile.place.warn("nobody loads this: profiles that stand before it are for all its clients")
            }
            for client in clients {
                if profile.value.architecture == nil, client.architecture.name == nil {
                    servedAll.insert(client.program)
                } else {
                    served.insert(BootClient(client.program, client.platform))
                }
            }
        }
    }

    /// Stands for the architectures without a name where a profile is for all.
    private static let unnamed = ClientArchitecture(rawValue: .max)

    /// A client of each kind for which a profile is meant.
    private static func clients(of profile: BootProfile) -> [BootClient] {
        let architectures =
            profile.architecture.map { named in
                [named] + named.equals
            } ?? ClientArchitecture.named + [unnamed]
        return architectures.flatMap { architecture in
            BootClient.Program.allCases.map { BootClient($0, architecture) }
        }.filter { client in
            // HTTP architectures ask by HTTP, the others by TFTP; iPXE has either.
            (client.program == .ipxe || (client.program == .http) == client.architecture.isHTTP)
                && profile.isMeant(for: client)
        }
    }
}

extension ClientArchitecture {
    fileprivate static let named = ArchitectureName.all.compactMap { ClientArchitecture(name: $0) }

    /// The named architectures that load the same files.
    fileprivate var equals: [ClientArchitecture] {
        // One without a name is like no other.
        if name == nil { return [] }
        let platform = BootClient(.pxe, self).platform
        return Self.named.filter { $0 != self && BootClient(.pxe, $0).platform == platform }
    }
}

extension YAMLValue {
    /// A text in which words in braces may stand for what a client has.
    fileprivate func template(_ expected: String, where isSound: (String) -> Bool) -> String? {
        let text = read(expected) { isSound($0) ? $0 : nil }
        if let text { warnOfUnknownPlaceholders(in: text) }
        return text
    }

    /// An architecture by name or number.
    func architecture() -> ClientArchitecture? {
        read(
            "an architecture such as uefi-x64",
            orComplain: { text throws(Complaint) -> ClientArchitecture in
                if let architecture = ClientArchitecture(name: text) { return architecture }
                if let number = UInt16(text), "\(number)" == text { return ClientArchitecture(rawValue: number) }
                let hint = reading.hint(for: text, among: ArchitectureName.all)
                throw Complaint("\(text.shown) is not an architecture such as bios, uefi-x64 or uefi-x64-http\(hint)")
            })
    }

    /// The type of a message that a client sends.
    func messageType() -> DHCPMessageType? {
        read(
            "a message type such as discover",
            orComplain: { text throws(Complaint) -> DHCPMessageType in
                if let type = MessageTypeName.type(text) { return type }
                let hint = reading.hint(for: text, among: MessageTypeName.all)
                throw Complaint("\(text.shown) is none of \(MessageTypeName.all.joined(separator: ", "))\(hint)")
            })
    }

    /// A name that other places call.
    func name(_ example: String) -> String? {
        read("a name such as \(example)") { $0.isEmpty ? nil : $0 }
    }
}
