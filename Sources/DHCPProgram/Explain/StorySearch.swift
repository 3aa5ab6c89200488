import DHCP
import DHCPExplain
import DHCPLeases
import DHCPServer

/// Looks for clients among all that a server remembers, a few at a time, as nobody is answered meanwhile.
///
/// All of it throws `DHCPServiceError` when the server has ended.
struct StorySearch {
    let service: DHCPService<LeaseResponder>

    /// So many are looked at between two batches of messages, which takes less than a millisecond.
    private static let slice = 512

    /// The name by which the server remembers a client; `nil` when it remembers none of its messages.
    func client(_ name: ClientName, _ known: KnownClient) async throws -> ClientIdentity? {
        if let hardware = known.hardwareAddress.map({ ClientIdentity($0) }),
            try await service.ask({ !$0.stories.decisions(of: hardware).isEmpty })
        {
            return hardware
        }
        return try await look { name.means($0.request.message) }.client
    }

    /// Another machine that calls itself by the same client identifier, and was given a client's address; `nil` for none.
    func double(of assignment: ClientStory.Assignment?) async throws -> HardwareAddress? {
        guard let assignment else { return nil }
        return try await look { assignment.isDoubled(by: $0) }.decision?.request.hardwareAddress
    }

    private func look(
        where isWanted: @escaping @Sendable (RememberedDecision) -> Bool
    ) async throws -> DecisionStories.Search {
        var search = DecisionStories.Search(where: isWanted)
        while !search.isDone {
            search = try await service.ask { [search] responder in
                var next = search
                next.advance(in: responder.stories, limit: Self.slice)
                return next
            }
        }
        return search
    }
}
