import Foundation

/// What a process did to files and sockets, in the order in which strace saw it.
struct SystemCallLog {
    enum Call {
        case write(path: String, offset: Int, octets: [UInt8])
        case truncate(path: String, size: Int)
        case sync(path: String)
        case unlink(path: String)
        /// The datagrams of one call.
        case send([[UInt8]])
    }

    /// A call, and between which lines of the log it ran.
    struct Event {
        var call: Call
        var begin: Int
        var end: Int
    }

    private(set) var events: [Event] = []
    private var paths: [Int: String] = [:]
    /// Calls of threads that were interrupted in the log by another thread.
    private var unfinished: [Substring: (text: String, begin: Int)] = [:]

    /// The command that records `arguments` into `file`.
    static func command(recordingInto file: String) -> [String] {
        [
            "strace", "-f", "-xx", "-s", "70000", "-o", file,
            "-e", "trace=openat,close,pwrite64,ftruncate,fdatasync,fsync,unlink,sendmmsg",
        ]
    }

    init(_ text: String) {
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2 else { continue }
            let rest = parts[1].drop { $0 == " " }
            if rest.hasSuffix("<unfinished ...>") {
                unfinished[parts[0]] = (String(rest.dropLast("<unfinished ...>".count)), number)
            } else if rest.hasPrefix("<... "), let end = rest.firstRange(of: "resumed>")?.upperBound {
                guard let start = unfinished.removeValue(forKey: parts[0]) else { continue }
                add(start.text + rest[end...], start.begin, number)
            } else {
                add(String(rest), number, number)
            }
        }
    }

    /// Takes a whole call, such as `fdatasync(8) = 0`.
    private mutating func add(_ text: String, _ begin: Int, _ end: Int) {
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"),
            let result = text[close...].split(separator: " ").dropFirst(2).first.flatMap({ Int($0) }), result >= 0
        else { return }
        let inside = text[text.index(after: open)..<close]
        let numbers = inside.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
        let path = numbers.first.flatMap { $0 }.flatMap { paths[$0] }
        var call: Call?
        switch text[..<open] {
        case "openat": paths[result] = Self.strings(inside).first.map { String(decoding: $0, as: UTF8.self) }
        case "close": numbers.first.flatMap { $0 }.map { paths[$0] = nil }
        case "unlink": call = Self.strings(inside).first.map { .unlink(path: String(decoding: $0, as: UTF8.self)) }
        case "sendmmsg": call = .send(Self.strings(inside, after: "iov_base="))
        case "pwrite64":
            if let path, let octets = Self.strings(inside).first, let offset = numbers.last.flatMap({ $0 }) {
                call = .write(path: path, offset: offset, octets: Array(octets.prefix(result)))
            }
        case "ftruncate": call = path.flatMap { path in numbers.last?.map { .truncate(path: path, size: $0) } }
        case "fdatasync", "fsync": call = path.map { .sync(path: $0) }
        default: break
        }
        if let call { events.append(Event(call: call, begin: begin, end: end)) }
    }

    /// The octets of every string such as `"\x01\x02"`.
    private static func strings(_ text: Substring, after mark: String = "") -> [[UInt8]] {
        var strings: [[UInt8]] = []
        let utf8 = Array(text.utf8)
        let quote = UInt8(ascii: "\"")
        let mark = Array(mark.utf8)
        var index = 0
        while let start = utf8[index...].firstIndex(of: quote) {
            let end = utf8[(start + 1)...].firstIndex(of: quote) ?? utf8.endIndex
            if utf8[..<start].suffix(mark.count).elementsEqual(mark) {
                strings.append(
                    stride(from: start + 3, to: end, by: 4).map {
                        Self.nibble(utf8[$0]) << 4 | Self.nibble(utf8[$0 + 1])
                    })
            }
            index = min(end + 1, utf8.endIndex)
        }
        return strings
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
}
