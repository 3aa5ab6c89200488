import DHCP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A machine of etcd as a file names it: `etcd1:2379`, `10.0.0.1:2379`, `https://[2001:db8::1]:2379`.
struct EtcdEndpoint {
    enum Scheme: String {
        case http
        case https
    }

    /// `nil` where the file leaves it to the other words.
    let scheme: Scheme?
    /// Host and port.
    let authority: String

    static let expected = "a machine of etcd such as 10.0.0.1:2379 or https://etcd1.example:2379"

    static func endpoint(_ text: String) throws(Complaint) -> EtcdEndpoint {
        var rest = text[...]
        var scheme: Scheme?
        if let end = text.firstRange(of: "://") {
            guard let named = Scheme(rawValue: text[..<end.lowerBound].lowercased()) else {
                throw Complaint("\(text.shown) begins with neither http:// nor https://")
            }
            (scheme, rest) = (named, text[end.upperBound...])
        }
        if let slash = rest.firstIndex(of: "/") {
            throw Complaint("\(text.shown) has a path; write \(text[..<slash])")
        }
        return EtcdEndpoint(scheme: scheme, authority: try authority(rest, of: text))
    }

    private static func authority(_ rest: Substring, of text: String) throws(Complaint) -> String {
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]"), isIPv6(rest[rest.index(after: rest.startIndex)..<end]) else {
                throw Complaint("\(text.shown) has no IPv6 address between brackets such as [2001:db8::1]:2379")
            }
            let behind = rest.index(after: end)
            return rest[..<behind].lowercased() + ":" + (try port(rest[behind...], of: text))
        }
        let colons = rest.utf8.count { $0 == UInt8(ascii: ":") }
        if colons > 1, isIPv6(rest) {
            throw Complaint(
                "\(text.shown): an IPv6 address stands in brackets, as in [\(rest)]:\(EtcdSettings.usualPort)")
        }
        let end = rest.firstIndex(of: ":") ?? rest.endIndex
        guard isHost(rest[..<end]) else { throw Complaint("\(text.shown) is not \(expected)") }
        return rest[..<end].lowercased() + ":" + (try port(rest[end...], of: text))
    }

    /// The port behind a colon.
    private static func port(_ rest: Substring, of text: String) throws(Complaint) -> String {
        if rest.isEmpty { throw Complaint("\(text.shown) has no port; write \(text):\(EtcdSettings.usualPort)") }
        let digits = rest.dropFirst()
        guard rest.first == ":", digits.isDecimal, let port = UInt16(digits), port > 0, "\(port)" == digits else {
            throw Complaint("\(text.shown) has no port from 1 to 65535 behind its host")
        }
        return String(digits)
    }

    /// A name of DNS, or an IPv4 address.
    private static func isHost(_ host: Substring) -> Bool {
        // Four numbers are no name (RFC 1123 section 2.1).
        if host.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }) {
            return IPv4Address(String(host)) != nil
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { MemberName.isLetterOrDigit($0) || "-_".utf8.contains($0) }
            }
    }

    private static func isIPv6(_ text: some StringProtocol) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, String(text), &address) == 1
    }
}

/// What a server of a cluster may be called.
package enum MemberName {
    static let expected = "a name of up to 63 letters, digits, dots, hyphens and underscores such as kr1"

    package static func isName(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || ".-_".utf8.contains($0) }
    }

    static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
    }
}
