import Testing

/// Real clients of the system against our server, in network namespaces.
@Suite(.enabled(if: Environment.canRun, Comment(rawValue: Environment.explanation)), .turnstile)
enum Integration {}

/// Stands outside the suite, so that it is never skipped.
@Test("integration tests can run here")
func integrationTestsCanRunHere() async {
    if Environment.isRequired {
        #expect(Environment.obstacles + Environment.bootObstacles + Environment.clusterObstacles == [])
    }
    if Environment.canRun {
        await NetworkNamespace.deleteAbandoned()
    }
}

extension Trait where Self == ConditionTrait {
    /// Of tests that need machines of etcd.
    static var withEtcd: Self {
        .enabled(if: Environment.clusterObstacles.isEmpty, Comment(rawValue: Environment.clusterExplanation))
    }
}
