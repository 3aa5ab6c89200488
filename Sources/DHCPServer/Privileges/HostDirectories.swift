/// Directories on which the host depends: who may write in them is never changed.
enum HostDirectories {
    /// Whether a path, which leads through no link, is one of them.
    static func contain(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first else { return true }
        if trees.contains(first) || parts.contains(where: names.contains) { return true }
        if parts.count == 1 { return tops.contains(first) }
        if parts.count == 2, first == "var" || first == "home" { return true }
        return parts.count >= 2 && deepTrees.contains { parts.starts(with: $0) }
            || exact.contains(parts)
    }

    /// With all that is beneath them.
    private static let trees: Set = [
        "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "nix", "proc", "root", "sbin", "snap", "sys",
        "usr",
    ]

    /// Those of the host itself (the Filesystem Hierarchy Standard); another one, as a container has it, is somebody's own.
    private static let tops: Set = [
        "home", "lost+found", "media", "mnt", "opt", "run", "srv", "tmp", "var",
    ]

    /// What has one of these names holds what is run, or says who may log in, wherever it is.
    private static let names: Set = [
        ".config", ".gnupg", ".ssh", "bin", "cron", "cron.d", "crontabs", "libexec", "sbin", "sudoers.d", "systemd",
    ]

    private static let deepTrees: [[String]] = [
        ["run", "dbus"], ["run", "udev"], ["run", "user"], ["var", "lib", "apt"], ["var", "lib", "containers"],
        ["var", "lib", "dbus"], ["var", "lib", "docker"], ["var", "lib", "dpkg"], ["var", "lib", "pam"],
        ["var", "lib", "rpm"], ["var", "lib", "sudo"], ["var", "spool", "at"],
    ]

    private static let exact: Set<[String]> = [["run", "lock"], ["var", "lib", "private"]]
}
