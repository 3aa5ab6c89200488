internal import CDHCPLinux

/// Standard input, output and error of a program.
package enum StandardDescriptors {
    /// Opens `/dev/null` in place of those that are closed, before anything else gets their numbers.
    package static func fill() { cdhcp_fill_standard_descriptors() }

    /// Makes a reader of the output who goes away an error of the write, not the end of the process.
    package static func ignoreBrokenPipes() { cdhcp_ignore_broken_pipes() }
}
