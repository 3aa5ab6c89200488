#if Admin
    import DHCPProgram
    import ServiceLifecycle

    /// Looks at the server every ten seconds, until it is shut down.
    struct Sampler: Service {
        let server: CompleteServer.Handle
        let ring: SampleRing

        func run() async {
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    if let status = try? await server.status(), let times = try? await server.answerTimes() {
                        ring.add(status, times, at: SampleRing.now)
                    }
                    try? await Task.sleep(for: .seconds(SampleRing.period))
                }
            }
        }
    }
#endif
