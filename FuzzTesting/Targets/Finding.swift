import Glibc

/// Ends the run with what was found: the fuzzer keeps the input that led to it.
func finding(_ text: String) -> Never {
    let line = Array("FINDING: \(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    abort()
}

/// Ends the run with what was found, unless `holds`.
func expect(_ holds: Bool, _ text: @autoclosure () -> String) {
    if !holds { finding(text()) }
}
