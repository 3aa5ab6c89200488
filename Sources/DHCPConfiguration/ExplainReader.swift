/// Reads `explain`.
enum ExplainReader {
    static func read(_ value: YAMLValue?) -> ExplainSettings {
        value?.section(.explain) { section in
            let memory = section.value(.memory)?.read(SizeText.expected, orComplain: SizeText.octets)
            return ExplainSettings(memory: memory ?? ExplainSettings.defaultMemory)
        } ?? ExplainSettings()
    }
}
