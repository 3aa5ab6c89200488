import Foundation
import Testing

/// What clients saw, and whether the leases say the same.
extension ClusterLaboratory {
    /// What `dhcp bench --json` says.
    struct Load: Decodable {
        let completed, duplicates, mismatched, refused, abandoned: Int
    }

    /// What became of a load, when it has ended.
    func result(_ load: RunningProcess) async throws -> Load {
        try await load.waitForExit(upTo: .seconds(120))
        return try JSONDecoder().decode(Load.self, from: Data(load.output.text.utf8))
    }

    /// A load ran among whatever went wrong, and no client was told what is not so.
    func expectTruth(of load: RunningProcess) async throws {
        let result = try await result(load)
        #expect(result.duplicates == 0)
        #expect(result.mismatched == 0)
        #expect(result.completed > 1000)
        try await expectOneTruth()
    }

    /// Each address has one client, and each client of a bound lease is found by its name.
    func expectOneTruth() async throws {
        let leases = try await keys("a/")
        #expect(Set(leases).count == leases.count)
        let outcome = try await dhcp(["leases", "list", "--state", "bound", "--json"])
        let bound = outcome.output.split(separator: "\n").count { $0.contains("\"address\"") }
        #expect(try await keys("c/").count == bound, "\(outcome.errors)")
    }
}
