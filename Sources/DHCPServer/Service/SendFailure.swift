#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What an error of the system means when a reply can not be sent.
package enum SendFailure {
    package static func explanation(of errorNumber: Int32) -> String {
        switch errorNumber {
        case EPERM:
            "a firewall or conntrack forbids it (EPERM); allow UDP out of this host's port, "
                + "or exempt it from tracking with a NOTRACK rule; this is said once, the metric goes on counting"
        case ENETUNREACH, EHOSTUNREACH:
            "there is no route to the receiver; check the routes of this host"
        case ENOBUFS, EAGAIN:
            "the send buffer is full; the link is slower than the replies"
        case EADDRNOTAVAIL:
            "this host has no address to send from; give the interface one"
        case ENODEV:
            "the interface by which the request came is gone, or not served any more"
        case EMSGSIZE:
            "the reply is larger than the link takes"
        default:
            String(cString: strerror(errorNumber))
        }
    }
}
