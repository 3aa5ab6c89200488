#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Names and numbers of network interfaces.
package enum InterfaceName {
    /// The index of the interface of that name, if there is one.
    package static func index(of name: String) -> UInt32? {
        let index = if_nametoindex(name)
        return index == 0 ? nil : index
    }

    /// The name of an interface, or its number when it is gone.
    package static func name(of index: UInt32) -> String {
        var octets = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard if_indextoname(index, &octets) != nil else { return "#\(index)" }
        return String(decoding: octets.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
