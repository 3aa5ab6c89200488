import DHCP
import DHCPServer

/// A handler that gives out one address and writes down what it saw.
struct TestHandler: DHCPHandler {
    struct Failure: Error, Equatable {}

    var seen: [String] = []
    var address = IPv4Address(10, 0, 0, 100)
    /// How many options of 200 octets an OFFER has besides.
    var padding: UInt8 = 0
    var startError: Failure?
    var service: DHCPServiceHandle<TestHandler>?
    /// Told when the service ends.
    var onShutDown: @Sendable (ShutdownReason) -> Void = { _ in }

    mutating func start(_ service: DHCPServiceHandle<TestHandler>) async throws {
        self.service = service
        if let startError { throw startError }
    }

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("discover \(request.xid)")
        return .respond(
            request.reply(.offer, yiaddr: address) { options in
                options[.serverIdentifier] = request.origin.localAddress
                options[.leaseTime] = 3600
                for code in 0..<padding {
                    options[raw: DHCPOptionCode(rawValue: 200 + code)] = [UInt8](repeating: code, count: 200)
                }
            })
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("request \(request.xid)")
        if request.xid == 13 { throw Failure() }
        return .respond(request.reply(.ack, yiaddr: address) { $0[.leaseTime] = 3600 })
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("decline \(request.xid)")
        return .stop(Failure())
    }

    mutating func other(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("other \(request.xid)")
        return .ignore
    }

    mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) async {
        seen.append("unrecognized \(error.code)")
    }

    mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async throws {
        seen.append("tick \(now.seconds)")
    }

    mutating func shutDown(_ reason: ShutdownReason) async {
        onShutDown(reason)
    }
}
