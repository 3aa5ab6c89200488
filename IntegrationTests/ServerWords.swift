/// What the tests expect the server to say, all in one place.
///
/// Case does not matter in any of them.
enum ServerWords {
    /// The server is bound and answers.
    static var ready: Regex<Substring> { /\bready\b/.ignoresCase() }

    /// A configuration was read again, and taken over or not.
    static var reloaded: Regex<Substring> { /configuration was read again|configuration is not taken over/ }

    /// A line that tells why the server cannot start.
    static var error: Regex<Substring> { /\berror\b/.ignoresCase() }

    /// The cure when the port needs a privilege.
    static let setcap = "setcap cap_net_bind_service,cap_net_raw+ep"

    /// An error in the configuration, with its place.
    static var misplaced: Regex<Substring> { /dhcp\.yaml:\d+:\d+: error:/ }

    /// The warning that answers go by broadcast, as there is no raw socket.
    static var withoutRawSocket: Regex<Substring> { /answered by broadcast/ }

    /// The kernel refused to send.
    static var refusedSend: Regex<Substring> { /operation not permitted|EPERM/.ignoresCase() }

    /// The exit code when the server cannot run (EX_UNAVAILABLE).
    static let cannotRun: Int32 = 69
}
