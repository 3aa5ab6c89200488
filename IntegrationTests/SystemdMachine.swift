import Foundation
import Testing

/// A machine whose first process is systemd, with nothing else to do than one unit.
///
/// Its file system is this machine's, and what it writes goes to memory.
struct SystemdMachine {
    /// Why there can be none here; `nil` when there can.
    static let obstacle: String? = {
        let files = FileManager.default
        for path in [program, "/usr/bin/nsenter"] where !files.isExecutableFile(atPath: path) {
            return "no \(path): run `apt-get install systemd util-linux`"
        }
        let hierarchy = hierarchies.first { !files.isWritableFile(atPath: $0) }
        if hierarchies.isEmpty { return "no cgroups at /sys/fs/cgroup" }
        return hierarchy.map { "\($0) can not be written: the container forbids cgroups" }
    }()

    static let explanation = "the unit in Examples needs systemd: \(obstacle ?? "")"

    private static let program = "/lib/systemd/systemd"

    /// Where systemd keeps its groups of processes: in one tree, or of old in two.
    private static var hierarchies: [String] {
        let files = FileManager.default
        if files.fileExists(atPath: "/sys/fs/cgroup/cgroup.procs") { return ["/sys/fs/cgroup"] }
        return ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"]
            .filter { files.fileExists(atPath: "\($0)/cgroup.procs") }
    }

    /// That of its first process, as this machine numbers it.
    private let identifier: pid_t

    /// Runs `body` on a machine in the server's place that starts the unit `dhcp.service` of `directory`.
    ///
    /// The server is `/usr/local/bin/dhcp` there, and its configuration `/etc/dhcp/dhcp.yaml` is that of `directory`.
    static func boot(
        in laboratory: Laboratory, from directory: URL, _ body: (SystemdMachine) async throws -> Void
    ) async throws {
        // It owns all groups of its tree, so it gets one of its own.
        let groups = hierarchies.map { "\($0)/\(directory.deletingLastPathComponent().lastPathComponent)" }
        for group in groups {
            try FileManager.default.createDirectory(atPath: group, withIntermediateDirectories: false)
        }
        let script = try TextFile.script(
            Self.script(directory, groups, laboratory.server.namespace), at: directory.appending(path: "boot"))
        let process = try laboratory.start("systemd", in: nil, ["sh", script.path])
        do {
            let line = try await process.waitForLine(/^pid \d+/)
            let machine = SystemdMachine(identifier: try #require(pid_t(line.dropFirst(4))))
            do {
                try await body(machine)
            } catch {
                let status = try await machine.systemctl("status", "dhcp").output
                Issue.record(error, "\(status)\(laboratory.transcript)")
            }
        } catch {
            Issue.record(error, "\(process.transcript)")
        }
        // What runs on the machine ends with it.
        await process.end(with: SIGKILL)
        for group in groups {
            _ = try await IntegrationTests.wait(for: "the end of what ran in \(group)") {
                let arguments = ["find", group, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"]
                _ = try await Command.outcome(of: arguments)
                return FileManager.default.fileExists(atPath: group) ? nil : true
            }
        }
    }

    /// Runs `systemctl` on the machine.
    func systemctl(_ arguments: String...) async throws -> Command.Outcome {
        try await Command.outcome(
            of: ["nsenter", "--target", String(identifier), "--all", "--root", "--wd", "systemctl", "--no-pager"]
                + arguments)
    }

    /// What systemd says of the unit.
    func property(_ name: String) async throws -> String {
        try await systemctl("show", "dhcp", "--property", name, "--value").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Waits until a property is as wished.
    func wait(for name: String, _ value: String) async throws {
        var latest = ""
        _ = try await IntegrationTests.wait(for: "\(name)=\(value)", evidence: { "it is \(latest)" }) {
            latest = try await property(name)
            return latest == value ? true : nil
        }
    }

    /// Goes into the groups, takes namespaces of its own, mounts what systemd expects, and becomes systemd.
    private static func script(_ directory: URL, _ groups: [String], _ namespace: NetworkNamespace) -> String {
        let place = directory.path
        let unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--uts", "--ipc", "--cgroup"]
        let trees =
            groups.count == 1
            ? "mount -t cgroup2 cgroup2 sys/fs/cgroup"
            : """
            mount -t tmpfs tmpfs sys/fs/cgroup && mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
            mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
            mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
            """
        return """
            set -eu
            if [ "${1:-}" != inside ]; then
                for group in \(groups.joined(separator: " ")); do echo $$ >"$group/cgroup.procs"; done
                exec \(namespace.inside(unshare).joined(separator: " ")) sh "$0" inside
            fi
            read -r pid rest </proc/self/stat
            mount --make-rprivate /
            mkdir '\(place)/memory'
            mount -t tmpfs tmpfs '\(place)/memory'
            cd '\(place)/memory'
            mkdir upper work root
            mount -t overlay overlay -o "lowerdir=/,upperdir=$PWD/upper,workdir=$PWD/work" root
            cd root
            # Units that others want would be started as well.
            rm -rf lib/systemd/system/*.wants etc/systemd/system/* lib/systemd/system/dbus.socket
            mkdir -p etc/dhcp usr/local/bin var/lib
            cp '\(place)/dhcp.service' etc/systemd/system
            cp '\(place)/dhcp.yaml' etc/dhcp
            cp '\(Environment.binary(named: "dhcp").path)' usr/local/bin/dhcp
            mount -t proc proc proc
            mount -t sysfs -o ro sysfs sys
            mount -t tmpfs tmpfs run
            mount -t tmpfs tmpfs tmp
            mount -t tmpfs -o mode=755 tmpfs dev
            for node in null zero full random urandom tty; do : >dev/$node; mount --bind /dev/$node dev/$node; done
            mkdir dev/shm dev/pts
            mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
            ln -s pts/ptmx dev/ptmx
            \(trees)
            mkdir run/before
            pivot_root . run/before
            echo "pid $pid"
            umount -l /run/before
            exec env -i container=test PATH="$PATH" \(program) --unit=dhcp.service --log-target=null --show-status=0
            """
    }
}
