/// Reads `store`.
enum StoreReader {
    static func read(_ value: YAMLValue?) -> StoreSettings {
        value?.section(.store, read) ?? .file(StoreSettings.defaultPath)
    }

    private static func read(_ section: SectionReader) -> StoreSettings {
        let (path, memory) = (section.value(.path), section.value(.memory))
        let isMemory = memory?.boolean() ?? false
        if let etcd = section.value(.etcd) {
            path?.fail("etcd keeps the leases, not a file; leave one of both out")
            if isMemory { memory?.fail("etcd keeps the leases, not memory; leave one of both out") }
            return EtcdReader.read(etcd)
        }
        if isMemory {
            path?.fail("memory: true stores nothing in a file; leave one of both out")
            return .memory
        }
        return .file(path?.file("leases.sqlite") ?? StoreSettings.defaultPath)
    }
}

extension YAMLValue {
    /// The path of a file.
    func file(_ example: String) -> String? {
        read("a file such as \(example)") { $0.isEmpty || $0.contains("\0") ? nil : $0 }
    }
}
