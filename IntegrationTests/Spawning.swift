import Foundation
import Glibc
import Synchronization

/// Held while a program is started, and while a script is written.
///
/// A child has all files of its parent open until it runs its own program. If a script, still open for writing, were one
/// of them, the kernel would refuse to run the script ("text file busy").
let spawning = Mutex(())

/// Starts a program with nothing to read and files to write to.
///
/// Foundation's `Process` would hand on the signal mask of the thread it is called on, and the threads that run tests
/// block nearly all signals: udhcpc would never see the SIGUSR1 that tells it to renew.
func spawn(_ arguments: [String], output: String, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_APPEND, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var identifier: pid_t = 0
    let words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    let error = spawning.withLock { _ in
        posix_spawnp(&identifier, arguments[0], &actions, &attributes, words, environ)
    }
    guard error == 0 else { throw SpawningFailure(program: arguments[0], error: error) }
    return identifier
}

/// A program could not be started.
struct SpawningFailure: Error, CustomStringConvertible {
    let program: String
    let error: Int32

    var description: String { "cannot start \(program): \(String(cString: strerror(error)))" }
}
