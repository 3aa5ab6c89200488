#if Etcd
    import GRPCCore

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
            let text = Self.words(error)
            description = "\(address): \(text)"
            guard let error = error as? RPCError else {
                (kind, self.mayBeDone) = (.unavailable, mayBeDone)
                return
            }
            let kind = Self.kind(error.code, text)
            self.kind = kind
            // What etcd has refused it has not done.
            if case .unavailable = kind { self.mayBeDone = mayBeDone } else { self.mayBeDone = false }
        }

        private static func kind(_ code: RPCError.Code, _ text: String) -> Kind {
            if Self.isOfTLS(text) { return .refused(.certificate) }
            switch code {
            case .unauthenticated: return .token
            case .permissionDenied: return .refused(.rights)
            case .resourceExhausted where text.contains("space exceeded"): return .refused(.full)
            case .invalidArgument where text.contains("invalid auth token"): return .token
            case .invalidArgument where text.contains("authentication failed"): return .refused(.credentials)
            case .invalidArgument where text.contains("user name is empty"): return .refused(.credentials)
            case .failedPrecondition where text.contains("authentication is not enabled"): return .refused(.credentials)
            case .invalidArgument, .unimplemented, .outOfRange, .failedPrecondition: return .refused(.refused)
            default: return .unavailable
            }
        }

        private static func isOfTLS(_ text: String) -> Bool {
            ["CERTIFICATE", "certificate", "handshake", "unableToValidate", "TLSV1", "SSLV3"].contains {
                text.contains($0)
            }
        }

        /// An error with those that caused it, in one line.
        static func words(_ error: any Error) -> String {
            guard let error = error as? RPCError else {
                if let error = error as? RuntimeError {
                    return error.cause.map { "\(error.message) (\(words($0)))" } ?? error.message
                }
                return "\(error)".split(separator: "\n").joined(separator: " ")
            }
            return error.cause.map { "\(error.message) (\(words($0)))" } ?? error.message
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
            case .certificate: ": look at ca, certificate and key, and at the name in etcd's certificate"
            case .credentials: ": look at user and password, and whether etcd has authentication enabled"
            case .rights: ": grant it read and write behind the prefix (etcdctl role grant-permission)"
            case .full: ": compact and defragment it, then `etcdctl alarm disarm`"
            default: ""
            }
        }
    }
#endif
