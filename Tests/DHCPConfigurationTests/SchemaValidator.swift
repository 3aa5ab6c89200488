import Foundation
import Yams

/// Checks a YAML file against a JSON Schema, as far as the schema of the configuration goes.
struct SchemaValidator {
    /// A keyword that this validator does not know would pass everything.
    struct UnknownKeyword: Error {
        let name: String
    }

    private let root: [String: Any]

    init(_ document: String) throws {
        root = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any] ?? [:]
    }

    /// What is wrong, each with its path; empty for a valid file.
    func problems(_ yaml: String) throws -> [String] {
        try problems(Yams.load(yaml: yaml, Self.resolver()) ?? NSNull(), root, "")
    }

    /// Values as YAML 1.2 has them, and editors with it: no numbers to the base 60, and `yes` is a text.
    private static func resolver() throws -> Resolver {
        try Resolver.default.removing(.timestamp).replacing(.init(.bool, "^(true|false)$"))
            .replacing(.init(.int, "^[-+]?(0|[1-9][0-9]*)$")).replacing(.init(.float, "^[-+]?[0-9]+[.][0-9]*$"))
    }

    private static let annotations: Set = ["$schema", "$defs", "title", "description", "default", "examples"]

    private func problems(_ value: Any, _ schema: [String: Any], _ path: String) throws -> [String] {
        try schema.flatMap { keyword, rule in
            try Self.annotations.contains(keyword) ? [] : problems(value, keyword, rule, schema, path)
        }
    }

    private func problems(
        _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], _ path: String
    ) throws -> [String] {
        switch keyword {
        case "$ref":
            let name = (rule as? String)?.replacing("#/$defs/", with: "") ?? ""
            guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
                throw UnknownKeyword(name: "$ref \(name)")
            }
            return try problems(value, target, path)
        case "type":
            let types = rule as? [String] ?? [rule as? String ?? ""]
            return types.contains { Self.isA(value, $0) } ? [] : ["\(path) is no \(types)"]
        case "enum": return (rule as? [String] ?? []).contains("\(value)") ? [] : ["\(path) is none of the words"]
        case "pattern":
            guard let text = value as? String else { return [] }
            let matches = try text.contains(Regex(rule as? String ?? ""))
            return matches ? [] : ["\(path) does not look like \(rule)"]
        case "minimum": return (value as? Int ?? .max) >= (rule as? Int ?? 0) ? [] : ["\(path) is too small"]
        case "maximum": return (value as? Int ?? .min) <= (rule as? Int ?? 0) ? [] : ["\(path) is too large"]
        case "maxItems": return (value as? [Any] ?? []).count <= (rule as? Int ?? 0) ? [] : ["\(path) has too many"]
        case "anyOf":
            let branches = rule as? [[String: Any]] ?? []
            let passes = try branches.contains { try problems(value, $0, path).isEmpty }
            return passes ? [] : ["\(path) fits nothing that may stand here"]
        case "items":
            return try (value as? [Any] ?? []).enumerated().flatMap { index, element in
                try problems(element, rule as? [String: Any] ?? [:], "\(path)[\(index)]")
            }
        default: return try objectProblems(value, keyword, rule, schema, path)
        }
    }

    private func objectProblems(
        _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], _ path: String
    ) throws -> [String] {
        let object = (value as? [AnyHashable: Any] ?? [:]).map { (key: "\($0.key)", value: $0.value) }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        switch keyword {
        case "properties":
            return try object.flatMap { key, value in
                try properties[key].map { try problems(value, $0, "\(path).\(key)") } ?? []
            }
        case "additionalProperties":
            let patterns = try ownPatterns(schema)
            return try object.filter { entry in
                properties[entry.key] == nil && !patterns.contains { entry.key.contains($0) }
            }.flatMap { key, value in
                if rule as? Bool == false { return ["\(path).\(key) is unknown"] }
                return try problems(value, rule as? [String: Any] ?? [:], "\(path).\(key)")
            }
        // What may stand behind keys of one's own is anything.
        case "patternProperties": return []
        case "propertyNames":
            return try object.flatMap { try problems($0.key, rule as? [String: Any] ?? [:], "\(path).\($0.key)") }
        case "required":
            let keys = Set(object.map(\.key))
            return value is [AnyHashable: Any]
                ? (rule as? [String] ?? []).filter { !keys.contains($0) }.map { "\(path).\($0) is missing" } : []
        default: throw UnknownKeyword(name: keyword)
        }
    }

    private func ownPatterns(_ schema: [String: Any]) throws -> [Regex<AnyRegexOutput>] {
        try (schema["patternProperties"] as? [String: Any] ?? [:]).keys.map { try Regex($0) }
    }

    private static func isA(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [AnyHashable: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int
        case "number": value is Int || value is Double
        case "null": value is NSNull
        default: false
        }
    }
}
