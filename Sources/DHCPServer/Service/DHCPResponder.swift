public import DHCP

/// What a ``DHCPService`` drives: messages in, replies out when they may leave.
///
/// A responder is a value with its own state. The service owns it, and calls one function at a time: nothing here runs
/// at the same time as anything else here, even where a function awaits. Wrap one responder in another to add
/// behaviour, and start the inner one with ``DHCPServiceHandle/focused(on:)``. To answer one message at a time, write a
/// ``DHCPHandler``.
public protocol DHCPResponder: Sendable {
    /// Called once, when the sockets are open and before the first message. Throwing ends the service with that error.
    mutating func start(_ service: DHCPServiceHandle<Self>) async throws

    /// Answers a batch: all messages that waited, in the order in which they came.
    ///
    /// Replies leave when `replies` is flushed, at the latest when the function returns. Throwing ends the service with
    /// that error.
    ///
    /// Work that takes long may be left under way, so that the next batch is answered meanwhile: see
    /// ``resume(replies:)``.
    mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws

    /// Goes on with work that ``respond(to:replies:)`` left under way. Throwing ends the service with that error.
    ///
    /// Called once after ``DHCPServiceHandle/resume()``, which may have been called several times.
    mutating func resume(replies: inout ReplyWriter) async throws

    /// Ends all work that is under way. Throwing ends the service with that error.
    ///
    /// Called before a call, cast or continuation runs, so that none of them sees half of something; and before the
    /// service ends gracefully.
    mutating func settle(replies: inout ReplyWriter) async throws

    /// Called from time to time, see `DHCPServiceConfiguration.tickInterval`. Throwing ends the service with that error.
    mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async throws

    /// Sees a datagram that is not DHCP. The service has counted it.
    mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) async

    /// What is to be done before a service that is shut down gracefully takes no more messages; `nil` for nothing. It has to
    /// end by itself.
    ///
    /// Asked once, after ``start(_:)``. Messages are answered as ever meanwhile.
    var farewell: (@Sendable () async -> Void)? { get }

    /// Called once, last of all, with the reason why the service ends.
    mutating func shutDown(_ reason: ShutdownReason) async
}

extension DHCPResponder {
    /// Does nothing.
    public mutating func start(_ service: DHCPServiceHandle<Self>) async throws {}
    /// Does nothing.
    public mutating func resume(replies: inout ReplyWriter) async throws {}
    /// Does nothing.
    public mutating func settle(replies: inout ReplyWriter) async throws {}
    /// Does nothing.
    public mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async throws {}
    /// Does nothing.
    public mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) async {}
    /// Nothing.
    public var farewell: (@Sendable () async -> Void)? { nil }
    /// Does nothing.
    public mutating func shutDown(_ reason: ShutdownReason) async {}
}

/// A datagram as it came.
public struct Datagram: Hashable, Sendable {
    /// The payload.
    public var octets: [UInt8]
    /// How it came.
    public var origin: DHCPOrigin

    /// Makes a datagram.
    public init(octets: [UInt8], origin: DHCPOrigin) {
        self.octets = octets
        self.origin = origin
    }
}

/// Why a service ends.
public enum ShutdownReason: Sendable {
    /// It was asked to; everything that waited was answered.
    case gracefulShutdown
    /// Its task was cancelled.
    case cancelled
    /// The responder or the transport failed, or a handler answered `.stop`.
    case failed(any Error)
}
