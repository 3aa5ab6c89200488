#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A system call that failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
    /// The call's name.
    package let call: String
    /// What `errno` was.
    package let number: Int32

    /// Keeps `errno` as the call left it; so it must be the next thing done.
    package init(_ call: String) {
        number = errno
        self.call = call
    }

    /// Stands for a call that was not made, because it would have failed so.
    package init(_ call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// Whether somebody else has the port.
    package var isPortInUse: Bool { number == EADDRINUSE }

    package var description: String { "\(call): \(Self.text(of: number))" }

    /// Whether a privilege is missing.
    package static func isPermission(_ number: Int32) -> Bool { number == EPERM || number == EACCES }

    /// The text for an error number, as in `Permission denied`.
    package static func text(of number: Int32) -> String { String(cString: strerror(number)) }
}
