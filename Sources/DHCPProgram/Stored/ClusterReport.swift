import DHCP
package import DHCPLeases
import Foundation

/// How a cluster stands, for people and programs.
package struct ClusterReport: Sendable {
    private let status: ClusterStatus?
    private let obstacle: String?

    package init(_ status: ClusterStatus) { (self.status, obstacle) = (status, nil) }

    /// Nothing can be told, since the store has no quorum.
    package init(withoutQuorum error: LeaseStoreWithoutQuorum) { (status, obstacle) = (nil, "\(error)") }

    /// Whether somebody serves, and nobody is behind.
    package var isWell: Bool {
        guard let members = status?.members else { return false }
        return members.contains(where: \.isAlive) && !members.contains(where: \.isBehind)
    }

    // MARK: For people

    /// The first line: `3 members, 2 live; clocks differ by 1 s at most; configuration f55d12f382b4a970`.
    package var summary: String {
        guard let status else { return "no quorum: \(obstacle ?? "")" }
        let living = status.members.count(where: \.isAlive)
        var parts = ["\(status.members.count == 1 ? "1 member" : "\(status.members.count) members"), \(living) alive"]
        if living > 1 { parts.append("clocks differ by \(status.skew) s at most") }
        if let configuration = status.configuration { parts.append("configuration \(configuration)") }
        return parts.joined(separator: "; ")
    }

    /// A table of the members; nothing without any.
    package var lines: [String] {
        guard let status, !status.members.isEmpty else { return [] }
        let rows =
            [["MEMBER", "STATE", "BUCKETS", "LAG", "SKEW", "CONFIGURATION", "IDENTIFIERS", "VERSION"]]
            + status.members.map(row)
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
        }
    }

    private func row(_ member: ClusterStatus.Member) -> [String] {
        let skew = member.skewMilliseconds.map {
            "\($0 < 0 ? "-" : "")\($0.magnitude / 1000).\($0.magnitude % 1000 / 100)s"
        }
        return [
            member.name, member.isAlive ? "alive" : member.hasLeft ? "left" : "gone", "\(member.buckets)",
            member.isAlive ? "\(member.revisionLag)" : "-", member.isAlive ? skew ?? "-" : "-",
            member.isConfigurationCurrent ? "current" : "old",
            member.identifiers.map(\.description).joined(separator: ","), member.version,
        ]
    }

    // MARK: For programs

    /// One object.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(Words(status, obstacle))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private struct Words: Encodable {
        let quorum: Bool
        let problem: String?
        let skew: UInt32?
        let configuration: String?
        let members: [Member]

        init(_ status: ClusterStatus?, _ obstacle: String?) {
            (quorum, problem) = (status != nil, obstacle)
            (skew, configuration) = (status?.skew, status?.configuration)
            members = status?.members.map(Member.init) ?? []
        }
    }

    private struct Member: Encodable {
        let member: ClusterStatus.Member

        enum CodingKeys: String, CodingKey {
            case name, alive, left, behind, buckets, identifiers, version
            case revisionLag = "revision-lag"
            case skew = "skew-milliseconds"
            case isCurrent = "configuration-current"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(member.name, forKey: .name)
            try container.encode(member.isAlive, forKey: .alive)
            try container.encode(member.hasLeft, forKey: .left)
            try container.encode(member.isBehind, forKey: .behind)
            try container.encode(member.buckets, forKey: .buckets)
            try container.encode(member.identifiers.map(\.description), forKey: .identifiers)
            try container.encode(member.version, forKey: .version)
            try container.encode(member.revisionLag, forKey: .revisionLag)
            try container.encodeIfPresent(member.skewMilliseconds, forKey: .skew)
            try container.encode(member.isConfigurationCurrent, forKey: .isCurrent)
        }
    }
}
