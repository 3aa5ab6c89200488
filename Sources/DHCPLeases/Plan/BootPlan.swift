import DHCP

/// Boot settings in which the profile of a client is found in one step, however many there are.
///
/// A class, because all scopes that inherit settings share them.
final class BootPlan: Sendable {
    /// Which machines a profile is for: those of a program that run the same files.
    private struct Key: Hashable {
        let program: BootClient.Program
        let platform: ClientArchitecture
    }

    let nextServer: IPv4Address?
    let serverName: String?
    private let profiles: [BootProfile]
    /// The first profile for each architecture that one names, and each program.
    private let named: [Key: Int]
    /// The first profile for all architectures, by program.
    private let others: [BootClient.Program: Int]
    /// What a machine loads that does not say what it is.
    let fileForAllMachines: String?
    /// The same as it stands in the header; empty when it is too long for that, or there is none.
    let fileField: FixedField<128>
    /// The server's name as it stands in the header; empty when it is too long for that, or there is none.
    let serverNameField: FixedField<64>
    /// Whether something in a file or the server's name stands for what the client has.
    let isTemplate: Bool

    init(_ settings: BootSettings) {
        (nextServer, serverName, profiles) = (settings.nextServer, settings.serverName, settings.profiles)
        fileForAllMachines = settings.fileForAllMachines
        fileField = fileForAllMachines.flatMap { FixedField($0) } ?? FixedField()
        serverNameField = serverName.flatMap { FixedField($0) } ?? FixedField()
        isTemplate = (settings.profiles.map(\.file) + [settings.serverName ?? ""]).contains(
            where: ClientPlaceholder.isIn)
        var named: [Key: Int] = [:]
        var others: [BootClient.Program: Int] = [:]
        for (number, profile) in settings.profiles.enumerated() {
            for program in BootClient.Program.allCases {
                let client = BootClient(program, profile.architecture ?? .x86BIOS)
                guard profile.isMeant(for: client) else { continue }
                if profile.architecture == nil {
                    others[program] = others[program] ?? number
                } else {
                    let key = Key(program: program, platform: client.platform)
                    named[key] = named[key] ?? number
                }
            }
        }
        (self.named, self.others) = (named, others)
    }

    /// The first profile that is meant for a client, as `BootSettings.profile(for:)` finds it.
    func profile(for client: BootClient) -> BootProfile? {
        let exact = named[Key(program: client.program, platform: client.platform)]
        return [exact, others[client.program]].compactMap(\.self).min().map { profiles[$0] }
    }
}
