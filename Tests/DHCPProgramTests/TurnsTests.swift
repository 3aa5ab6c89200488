import DHCPServer
import Synchronization
import Testing

@testable import DHCPProgram

/// One after another, in the order in which they came.
@Suite struct TurnsTests {
    /// Who is inside.
    private final class Room: Sendable {
        let count = Atomic(0)
    }

    private let turns = Turns(limit: 32)

    @Test func oneTurnEndsBeforeTheNextBegins() async throws {
        let room = Room()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...32 {
                group.addTask {
                    try await turns.take {
                        #expect(room.count.add(1, ordering: .relaxed).newValue == 1)
                        await Task.yield()
                        room.count.subtract(1, ordering: .relaxed)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func whoComesWhenTooManyWaitIsTurnedAwayUnlessItMustHaveATurn() async throws {
        let turns = Turns(limit: 0)
        try await turns.take { () -> Void in
            let other = Task { try await turns.take {} }
            await #expect(throws: DHCPServiceError.overloaded) { try await other.value }
        }
        try await turns.take(mustHaveOne: true) {}
    }

    @Test func whoIsCancelledGivesItsPlaceUp() async throws {
        try await turns.take { () -> Void in
            let waiting = Task { try await turns.take {} }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
        try await turns.take {}
    }
}
