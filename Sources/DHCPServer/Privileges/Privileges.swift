internal import CDHCPLinux
package import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What this program may do, and how it gives that up.
///
/// Linux has users, capabilities and confinements per thread, and each thread gets those of the one that starts it. So a
/// program gives them up while it has one thread, and none is left behind.
package enum Privileges {
    /// Whether this program runs as root.
    package static var isRoot: Bool { geteuid() == 0 }

    /// Whether it may become another user, which a container can forbid to root.
    package static var mayChangeUser: Bool { cdhcp_may_change_user() != 0 }

    /// Whether a user may do that with a file or directory, as `access(2)` has it: `R_OK`, `W_OK | X_OK`.
    package static func allow(_ user: HostUser, _ access: Int32, at path: String) -> Bool {
        cdhcp_access_as(user.number, user.group, path, access) == 0
    }

    /// Asks a child process, which may start threads; true when it can not be asked, or does not say.
    package static func holdsInChild(_ body: () -> Bool) -> Bool {
        withoutActuallyEscaping(body) { body in
            var question = body
            return withUnsafeMutablePointer(to: &question) { question in
                cdhcp_in_child({ $0?.assumingMemoryBound(to: (() -> Bool).self).pointee() == true ? 0 : 1 }, question)
                    != 1
            }
        }
    }

    /// The capabilities of a server that this program has.
    package static var capabilities: [String] {
        let capabilities = cdhcp_capabilities()
        return [(10, "cap_net_bind_service"), (13, "cap_net_raw")].compactMap { number, name in
            capabilities >> UInt64(number) & 1 == 1 ? name : nil
        }
    }

    /// Whether this program may read a file.
    package static func allowReading(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// Becomes a user for ever, without other groups, and keeps CAP_NET_BIND_SERVICE and CAP_NET_RAW alone.
    ///
    /// Throws ``SystemError`` when the system refuses it, or when there are other threads; the program is to end then.
    package static func giveUp(becoming user: HostUser) throws(SystemError) {
        // Where the kernel does not tell (no /proc), the caller's word is enough.
        if cdhcp_thread_count() > 1 { throw SystemError("other threads run", number: EBUSY) }
        var call: UnsafePointer<CChar>?
        if cdhcp_give_up_privileges(user.number, user.group, &call) < 0 {
            throw SystemError(call.map { String(cString: $0) } ?? "setresuid")
        }
    }

    /// Lets the kernel refuse what no server does: to write anywhere but in `directory`, to run programs, TCP but to these
    /// ports, signals.
    ///
    /// Returns false when the kernel does not offer that (Landlock, Linux 5.13).
    package static func confine(toWritingIn directory: StateDirectory?, connectingTo ports: [UInt16] = []) -> Bool {
        cdhcp_confine(directory?.place?.number ?? -1, ports, UInt32(ports.count)) == 0
    }
}
