#if SQLite
    import CDHCPLinux

    /// SHA-256 (FIPS 180-4).
    enum SHA256 {
        /// How many octets a digest has.
        static let count = 32

        /// The digest of octets; `isPlain` keeps the processor's own instructions out of it.
        static func digest(of octets: UnsafeRawBufferPointer, isPlain: Bool = false) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: count) { digest, written in
                write(octets, to: digest.baseAddress, isPlain: isPlain)
                written = count
            }
        }

        /// The digest of an array.
        static func digest(of octets: [UInt8], isPlain: Bool = false) -> [UInt8] {
            octets.withUnsafeBytes { digest(of: $0, isPlain: isPlain) }
        }

        private static func write(
            _ octets: UnsafeRawBufferPointer, to digest: UnsafeMutablePointer<UInt8>?, isPlain: Bool
        ) {
            guard let digest else { return }
            let start = octets.bindMemory(to: UInt8.self).baseAddress
            cdhcp_sha256(start, octets.count, digest, isPlain ? 0 : 1)
        }

        /// Adds the digest of octets to others.
        static func append(_ octets: UnsafeRawBufferPointer, to digests: inout [UInt8]) {
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { digest in
                write(octets, to: digest.baseAddress, isPlain: false)
                digests.append(contentsOf: digest)
            }
        }
    }
#endif
