import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension DHCPService {
    /// Runs the service as all that a program does.
    ///
    /// SIGTERM and SIGINT shut it down gracefully and end the process with 0. When the service fails, its error goes to
    /// standard error as one line and the process ends with 69 (EX_UNAVAILABLE).
    public func runAsProgram() async -> Never {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: self)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
            exit(0)
        } catch {
            let line = Array("error: \(error)\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
            exit(EX_UNAVAILABLE)
        }
    }
}
