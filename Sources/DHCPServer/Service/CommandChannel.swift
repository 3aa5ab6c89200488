/// The way to a responder, or to one inside another.
protocol CommandChannel<Responder>: Sendable {
    associatedtype Responder: DHCPResponder

    /// Has a command run when its turn comes, or says why it does not.
    func append(_ command: MailboxCommand<Responder>) -> DHCPServiceError?
    /// Has a command run before everything else that waits; says whether it will.
    func appendContinuation(_ command: MailboxCommand<Responder>) -> Bool
    /// Has a command run when the time has gone by; says whether it is accepted.
    func append(_ command: MailboxCommand<Responder>, after delay: Duration) -> Bool
    /// Has work go on that was left under way.
    func putResumption()
    /// Ends the service.
    func cancel(_ reason: ShutdownReason)
}

extension CommandChannel {
    /// Runs `body` on the responder when its turn comes, and returns its result.
    ///
    /// A call that is cancelled before does not run. An urgent one runs before everything else that waits.
    func call<Value: Sendable>(
        settling settles: Bool = true, urgently isUrgent: Bool = false,
        _ body: @escaping @Sendable (inout Responder) async throws -> Value
    ) async throws -> Value {
        let call = PendingCall<Value>()
        let command = MailboxCommand<Responder>(settles: settles) { responder in
            guard call.begin() else { return }
            do {
                call.finish(.success(try await body(&responder)))
            } catch {
                call.finish(.failure(error))
            }
        } discard: { error in
            call.cancel(error)
        }
        return try await withTaskCancellationHandler {
            if isUrgent {
                guard appendContinuation(command) else { throw DHCPServiceError.notRunning }
            } else if let error = append(command) {
                throw error
            }
            return try await call.value()
        } onCancel: {
            call.cancel(CancellationError())
        }
    }

    /// Runs `body` on the responder when its turn comes, and does not wait for it.
    func cast(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        append(MailboxCommand(run: body, discard: { _ in })) == nil
    }
}

/// The way to a service's responder.
struct ServiceChannel<Responder: DHCPResponder>: CommandChannel {
    let mailbox: Mailbox
    let delayed: DelayedCasts<Responder>

    func append(_ command: MailboxCommand<Responder>) -> DHCPServiceError? { mailbox.append(command) }
    func appendContinuation(_ command: MailboxCommand<Responder>) -> Bool { mailbox.appendContinuation(command) }
    func append(_ command: MailboxCommand<Responder>, after delay: Duration) -> Bool {
        delayed.add(command.run, after: delay)
    }
    func putResumption() { mailbox.putResumption() }
    func cancel(_ reason: ShutdownReason) { mailbox.cancel(reason) }
}

/// The way to a responder that another one has.
struct FocusedChannel<Outer: DHCPResponder, Responder: DHCPResponder>: CommandChannel {
    let channel: any CommandChannel<Outer>
    let path: any WritableKeyPath<Outer, Responder> & Sendable

    func append(_ command: MailboxCommand<Responder>) -> DHCPServiceError? { channel.append(outer(command)) }
    func appendContinuation(_ command: MailboxCommand<Responder>) -> Bool { channel.appendContinuation(outer(command)) }
    func append(_ command: MailboxCommand<Responder>, after delay: Duration) -> Bool {
        channel.append(outer(command), after: delay)
    }
    func putResumption() { channel.putResumption() }
    func cancel(_ reason: ShutdownReason) { channel.cancel(reason) }

    private func outer(_ command: MailboxCommand<Responder>) -> MailboxCommand<Outer> {
        MailboxCommand(
            settles: command.settles, run: { [path] in await command.run(&$0[keyPath: path]) },
            discard: command.discard)
    }
}
