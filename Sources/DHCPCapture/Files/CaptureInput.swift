/// Octets of a capture file, read as they are needed: a file of any size takes the same memory.
struct CaptureInput {
    private let refill: () throws -> [UInt8]
    private var buffer: [UInt8] = []
    private var position = 0
    /// How many octets were taken so far.
    private(set) var offset = 0

    /// Makes an input; `refill` gives more octets, and none at the end.
    init(_ refill: @escaping () throws -> [UInt8]) {
        self.refill = refill
    }

    /// Takes `count` octets; fewer at the end of the file.
    mutating func take(_ count: Int) throws -> [UInt8] {
        while buffer.count - position < count, try fill() {}
        let end = min(position + count, buffer.count)
        let taken = Array(buffer[position..<end])
        offset += taken.count
        position = end
        return taken
    }

    /// Passes over `count` octets without keeping them; `false` when the file ends before.
    mutating func skip(_ count: Int) throws -> Bool {
        var left = count
        while true {
            let step = min(left, buffer.count - position)
            position += step
            offset += step
            left -= step
            if left == 0 { return true }
            if try !fill() { return false }
        }
    }

    /// Puts octets back that were just taken.
    mutating func putBack(_ octets: [UInt8]) {
        buffer = octets + buffer[position...]
        position = 0
        offset -= octets.count
    }

    private mutating func fill() throws -> Bool {
        let more = try refill()
        if more.isEmpty { return false }
        buffer.removeFirst(position)
        position = 0
        buffer += more
        return true
    }
}
