import DHCPConfiguration
import DHCPProgram
import DHCPServer
import Foundation

/// The files that a configuration names for etcd, as they are on this host.
struct EtcdFiles {
    private let files: [(key: String, path: String)]

    init(of configuration: ServerConfiguration?, file: String) {
        guard let configuration,
            case .etcd(let etcd) = LeaseStorage(option: nil, settings: configuration.store, file: file).settings
        else {
            files = []
            return
        }
        files = etcd.files
    }

    /// The review with warnings about those that are missing, though another host may have them, and about secrets that
    /// everybody can read.
    func warned(_ review: ConfigurationReview) -> ConfigurationReview {
        files.reduce(review) { review, file in
            problem(file).map { review.warning($0, about: "store.etcd.\(file.key)") } ?? review
        }
    }

    private func problem(_ file: (key: String, path: String)) -> String? {
        guard let facts = FileFacts(at: file.path, followsLinks: true) else {
            return errno == ENOENT ? "there is no \(file.path) on this host" : nil
        }
        let isSecret = file.key == "key" || file.key == "password-file"
        guard isSecret, facts.mode & 0o004 != 0 else { return nil }
        return "everybody on this host can read \(file.path); `chmod o= \(file.path)` keeps it secret"
    }
}
