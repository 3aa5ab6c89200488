public import DHCP
import Logging

/// A DHCP server of your own: one callback for each kind of message.
///
/// A REQUEST may be meant for another server: one that names a server (54) which is not you wants no answer.
///
/// State is the handler's own, as properties of the value; callbacks change it freely, because they never overlap. A
/// callback that throws loses that one message, not the server.
///
/// The handle that `start` gets reaches the running service: ``DHCPServiceHandle/continue(_:)`` for work before the next
/// message, ``DHCPServiceHandle/cast(after:_:)`` for work later, ``DHCPServiceHandle/stop(_:)`` to end it.
///
/// ```swift
/// struct OneAddress: DHCPHandler {
///     mutating func discover(_ request: DHCPRequest) -> DHCPAction {
///         .respond(request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 2)) { $0[.leaseTime] = 3600 })
///     }
///     …
/// }
/// ```
public protocol DHCPHandler: DHCPResponder {
    /// A client looks for servers (RFC 2131 section 4.3.1).
    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction
    /// A client takes an offer, or wants to keep its address: see `request.kind` (RFC 2131 section 4.3.2).
    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction
    /// A client found its address in use. No answer is due (RFC 2131 section 4.3.3).
    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction
    /// A client gives its address back. No answer is due (RFC 2131 section 4.3.4).
    mutating func release(_ request: DHCPRequest) async throws -> DHCPAction
    /// A client has an address and wants parameters (RFC 2131 section 4.3.5).
    mutating func inform(_ request: DHCPRequest) async throws -> DHCPAction
    /// Anything else: what other servers say, LEASEQUERY, types nobody knows, BOOTP.
    mutating func other(_ request: DHCPRequest) async throws -> DHCPAction
}

/// What a callback wants done.
public enum DHCPAction: Sendable {
    /// Sends this message, addressed as RFC 2131 section 4.1 says.
    case respond(DHCPMessage)
    /// Sends nothing.
    case ignore
    /// Ends the service with this reason. What was answered before leaves first.
    case stop(any Error)
}

extension DHCPHandler {
    /// Ignores the message.
    public mutating func release(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }
    /// Ignores the message.
    public mutating func inform(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }
    /// Ignores the message.
    public mutating func other(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    /// Calls the callback of each message, in order.
    ///
    /// When a callback queued work with ``DHCPServiceHandle/continue(_:)``, that runs before the next message.
    public mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
        for (index, request) in batch.enumerated() {
            let action: DHCPAction
            do {
                action = try await callback(for: request)
            } catch {
                replies.discard(request, because: error)
                action = .ignore
            }
            switch action {
            case .respond(let message): replies.send(message, to: request)
            case .ignore: break
            case .stop(let reason): throw reason
            }
            // At once, since the next callback may take its time.
            replies.flush()
            if replies.handBackIfUrgent(batch[(index + 1)...]) { return }
        }
    }

    private mutating func callback(for request: DHCPRequest) async throws -> DHCPAction {
        guard request.message.op == .bootRequest else { return try await other(request) }
        switch request.message.messageType {
        case .discover: return try await discover(request)
        case .request: return try await self.request(request)
        case .decline: return try await decline(request)
        case .release: return try await release(request)
        case .inform: return try await inform(request)
        default: return try await other(request)
        }
    }
}
