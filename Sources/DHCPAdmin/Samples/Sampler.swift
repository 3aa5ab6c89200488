#if Admin
    import DHCPProgram
    import ServiceLifecycle

    /// Keeps how the server stands each time that it measures that, every ten seconds, until it is shut down.
    struct Sampler: Service {
        let server: CompleteServer.Handle
        let ring: SampleRing

        func run() async {
            for await standing in server.standings.cancelOnGracefulShutdown() {
                ring.add(standing.status, standing.answerTimes, at: SampleRing.now)
            }
        }
    }
#endif
