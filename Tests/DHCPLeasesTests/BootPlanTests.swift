import DHCP
import DHCPTesting
import Testing

@testable import DHCPLeases

@Suite struct BootPlanTests {
    /// The look-up in one step against the search through all.
    @Test func theProfileOfAClientIsTheFirstThatIsMeantForIt() {
        var random = SeededGenerator(seed: 11)
        let architectures: [ClientArchitecture] = [.x86BIOS, .uefiX64, .uefiEBC, .uefiEBCHTTP, 6, 10, 15, 16, 300]
        for _ in 0..<500 {
            let profiles = (0..<Int.random(in: 0...6, using: &random)).map { number in
                BootProfile(
                    architecture: Bool.random(using: &random) ? architectures.randomElement(using: &random) : nil,
                    isForIPXE: Bool.random(using: &random),
                    file: Bool.random(using: &random) ? "http://10.0.0.1/\(number)" : "file\(number)")
            }
            let settings = BootSettings(profiles: profiles)
            let plan = BootPlan(settings)
            for program in BootClient.Program.allCases {
                for architecture in architectures + [301] {
                    let client = BootClient(program, architecture)
                    #expect(plan.profile(for: client) == settings.profile(for: client), "\(profiles) for \(client)")
                }
            }
        }
    }
}
