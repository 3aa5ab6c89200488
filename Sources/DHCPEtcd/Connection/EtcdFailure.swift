#if Etcd
    import Foundation
    import NIOCore
    import NIOPosix
    import NIOSSL

    /// Why a call of etcd came to nothing.
    struct EtcdFailure: Error {
        enum Kind {
            /// No answer, or no leader: another machine may do it.
            case unavailable
            /// The token is not known any more.
            case token
            /// It is of no use to ask again.
            case refused(EtcdError.Code)
        }

        let kind: Kind
        /// What was met, with where.
        let description: String
        /// Whether it may have been done all the same.
        var mayBeDone: Bool

        /// A request that was not sent.
        init(_ kind: Kind, _ description: String) {
            (self.kind, self.description, mayBeDone) = (kind, description, false)
        }

        init(_ error: any Error, at address: EtcdAddress, mayBeDone: Bool) {
            description = "\(address): \(Self.words(error))"
            kind = Self.kind(error)
            switch (kind, error) {
            case (.unavailable, _): self.mayBeDone = mayBeDone
            // What etcd has refused it has not done.
            case (_, is GRPCStatus): self.mayBeDone = false
            default: self.mayBeDone = mayBeDone
            }
        }

        private static func kind(_ error: any Error) -> Kind {
            guard let status = error as? GRPCStatus else {
                return isOfTrust(error) ? .refused(.certificate) : .unavailable
            }
            switch status.code {
            case .unauthenticated: return .token
            case .permissionDenied: return .refused(.rights)
            case .resourceExhausted where status.message.contains("space exceeded"): return .refused(.full)
            case .invalidArgument where status.message.contains("invalid auth token"): return .token
            case .invalidArgument where status.message.contains("authentication failed"): return .refused(.credentials)
            case .invalidArgument where status.message.contains("user name is empty"): return .refused(.credentials)
            case .failedPrecondition where status.message.contains("authentication is not enabled"):
                return .refused(.credentials)
            case .invalidArgument, .unimplemented, .outOfRange, .failedPrecondition: return .refused(.refused)
            default: return .unavailable
            }
        }

        /// Whether TLS did not agree, rather than broke off.
        private static func isOfTrust(_ error: any Error) -> Bool {
            switch error {
            case NIOSSLError.handshakeFailed(.sslError(let errors)): !errors.contains(.eofDuringHandshake)
            case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate, BoringSSLError.sslError:
                true
            default: error is NIOSSLExtraError
            }
        }

        /// An error in one line.
        static func words(_ error: any Error) -> String {
            switch error {
            case let error as NIOConnectionError:
                if error.connectionErrors.isEmpty { return "no address is known for \(error.host)" }
                return Set(error.connectionErrors.map { words($0.error) }).sorted().joined(separator: ", ")
            case let error as IOError: return String(cString: strerror(error.errnoCode))
            case ChannelError.connectTimeout: return "it can not be reached"
            case NIOSSLError.uncleanShutdown: return "it closed the connection"
            case NIOSSLError.handshakeFailed(.sslError(let errors)) where errors.contains(.eofDuringHandshake):
                return "it closed the connection while TLS was agreed: does it speak TLS?"
            default: return "\(error)".split(separator: "\n").joined(separator: " ")
            }
        }

        /// As who keeps leases there is told.
        var error: EtcdError {
            switch kind {
            case .unavailable:
                return EtcdError(
                    .unreachable, "etcd can not be reached, or has no leader (\(description)): look at it with etcdctl")
            case .token:
                return EtcdError(.credentials, "etcd does not know the user (\(description)): set user and password")
            case .refused(let code):
                return EtcdError(code, "\(Self.cause(code)) (\(description))\(Self.cure(code))")
            }
        }

        private static func cause(_ code: EtcdError.Code) -> String {
            switch code {
            case .certificate: "no trust between etcd and this server"
            case .credentials: "etcd refuses the user or the password"
            case .rights: "the user may not do this in etcd"
            case .full: "etcd has no room"
            default: "etcd refuses the request"
            }
        }

        private static func cure(_ code: EtcdError.Code) -> String {
            switch code {
            case .certificate:
                ": look at ca, certificate and key, at the name in etcd's certificate, and whether it speaks TLS at all"
            case .credentials: ": look at user and password, and whether etcd has authentication enabled"
            case .rights: ": grant it read and write behind the prefix (etcdctl role grant-permission)"
            case .full: ": compact and defragment it, then `etcdctl alarm disarm`"
            default: ""
            }
        }
    }
#endif
