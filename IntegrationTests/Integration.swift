import Testing

/// Real clients of the system against our server, in network namespaces.
@Suite(.enabled(if: Environment.canRun, Comment(rawValue: Environment.explanation)), .turnstile)
enum Integration {}

/// Stands outside the suite, so that it is never skipped.
@Test("integration tests can run here")
func integrationTestsCanRunHere() async {
    if Environment.isRequired {
        #expect(Environment.obstacles + Environment.bootObstacles == [])
    }
    if Environment.canRun {
        await NetworkNamespace.deleteAbandoned()
    }
}
