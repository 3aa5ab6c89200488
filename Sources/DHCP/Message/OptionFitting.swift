/// Which options a message has room for, and in which field each stands.
///
/// Options are looked at twice, to take their sizes and to copy them to where they go; all between is done by size. A
/// reply with many options to a client that takes little is what anybody can ask for, so that has to cost no more than a
/// plain one does, to a small factor.
struct OptionFitting: ~Copyable {
    /// Options that a reply is worth nothing without, in the options field and never left out.
    private static let essential = CodeSet(
        [
            .messageType, .serverIdentifier, .leaseTime, .subnetMask, .message, .clientIdentifier,
            .relayAgentInformation, .subnetSelection, .rapidCommit,
        ] as [DHCPOptionCode])
    /// How often options are divided over the fields anew; what finds no room as they stand then is left out.
    private static let mostPackings = 8
    /// What option 52 takes in the options field.
    private static let overloadCount = 3

    /// Where an option stands, or that it is left out.
    private enum Place: UInt8 {
        case nowhere
        case main
        case file
        case sname
    }

    /// All parts of one option.
    private struct Item {
        /// How long the value is.
        private var octets: Int32 = 0
        /// Whether it came in several parts.
        private(set) var isDivided = false
        private(set) var isThere = false

        var count: Int { Int(octets) }
        /// What it takes on the wire, joined and divided again where it is longer than one option can be.
        var size: Int { count + 2 * pieces }
        var pieces: Int { octets <= 255 ? 1 : (count + 254) / 255 }

        mutating func add(_ count: Int) {
            octets &+= Int32(truncatingIfNeeded: count)
            isDivided = isThere
            isThere = true
        }
    }

    /// How kept options are divided over the fields: what stands in `file` and `sname`, and the room that is left.
    private struct Division {
        var free: (main: Int, file: Int, sname: Int)
        var file = CodeSet()
        var sname = CodeSet()

        /// Moves an option out of the options field, when another has room for it.
        @inline(__always)
        mutating func move(_ code: UInt8, _ size: Int) {
            if size <= free.file {
                free.file &-= size
                file.insert(code)
            } else if size <= free.sname {
                free.sname &-= size
                sname.insert(code)
            } else {
                return
            }
            free.main &+= size
        }

        /// Gives one more option the first field that has room for it; whether one has.
        ///
        /// The parts of a split option stay in the options field, for readers that join one field only.
        mutating func place(_ code: UInt8, _ size: Int, isSplit: Bool) -> Bool {
            if size <= free.main {
                free.main &-= size
                return true
            }
            if isSplit || size > max(free.file, free.sname) { return false }
            free.main &-= size
            move(code, size)
            return true
        }
    }

    /// The fields while options are copied into them; neighbours that go to one field are copied at once.
    private struct FilledFields {
        var main: [UInt8] = []
        var file: [UInt8] = []
        var sname: [UInt8] = []
        private let storage: [UInt8]
        private var run = (range: 0..<0, place: Place.nowhere)

        init(_ storage: [UInt8]) {
            self.storage = storage
        }

        mutating func copy(_ range: Range<Int>, to place: Place) {
            if place != run.place || range.lowerBound != run.range.upperBound {
                endRun()
                run = (range, place)
            }
            run.range = run.range.lowerBound..<range.upperBound
        }

        /// Copies what is due.
        mutating func endRun() {
            append(storage, run.range, to: run.place)
            run = (0..<0, .nowhere)
        }

        mutating func append(_ octets: [UInt8], to place: Place) { append(octets, 0..<octets.count, to: place) }

        private mutating func append(_ octets: [UInt8], _ range: Range<Int>, to place: Place) {
            switch place {
            case .main: main.append(octets, range)
            case .file: file.append(octets, range)
            case .sname: sname.append(octets, range)
            case .nowhere: break
            }
        }
    }

    private let storage: [UInt8]
    private var items = [Item](repeating: Item(), count: 256)
    /// The codes that may be left out, the first to go last.
    private var optional: [UInt8] = []
    /// What the options field has room for, with End and without overload.
    private let room: Int
    /// What `file` and `sname` have room for, with End.
    private let rooms: (file: Int, sname: Int)
    /// What is kept, in all fields together.
    private var kept = CodeSet()
    private var total = 0
    /// How options are divided over the fields, once they stand in several.
    private var division: Division?
    /// The kept options that may be moved, each as its size and its code in one number, the smallest first; made when it
    /// is first needed.
    private var movable: [UInt32]?
    /// The option that is divided over the fields, when there is one.
    private var divided: UInt8?

    /// Takes the sizes of options that are composed.
    init(_ options: DHCPOptions, wanted: [UInt8], limit: Int, hasFile: Bool, hasSname: Bool) {
        storage = options.storage
        room = limit - 1
        rooms = (hasFile ? 0 : DHCPOptions.fileCount - 1, hasSname ? 0 : DHCPOptions.snameCount - 1)
        let order = measure()
        var left = CodeSet()
        let essential = Self.essential
        for code in order {
            if essential.contains(code) {
                kept.insert(code)
                total &+= items[Int(code)].size
            } else {
                left.insert(code)
            }
        }
        optional = left.takeEach(wanted)
        for code in order where left.take(code) { optional.append(code) }
    }

    /// Takes the size of each option, and returns their codes, each once, as they come.
    private mutating func measure() -> [UInt8] {
        var order: [UInt8] = []
        order.reserveCapacity(128)
        let storage = storage
        let octets = storage.span.bytes
        items.withUnsafeMutableBufferPointer { items in
            var cursor = OptionCursor(0..<octets.byteCount, hasLayout: false)
            while let option = cursor.next(in: octets) {
                if !items[Int(option.code)].isThere { order.append(option.code) }
                items[Int(option.code)].add(option.count)
            }
        }
        return order
    }

    // MARK: Choosing

    /// Chooses what stays, and returns what does not, the least wanted first.
    ///
    /// The most wanted first; one that is too long leaves its room to smaller ones behind it.
    mutating func choose() -> [DHCPOptionCode] {
        var dropped: [DHCPOptionCode] = []
        dropped.reserveCapacity(optional.count)
        var smallestRefused = Int.max
        var packings = 0
        for code in optional {
            let size = items[Int(code)].size
            if division == nil ? total &+ size <= room : placeAsTheyStand(code) {
                keep(code)
            } else if size < smallestRefused, packings < Self.mostPackings, mayFit(size) {
                packings += 1
                if !pack(with: code) {
                    smallestRefused = size
                    dropped.append(DHCPOptionCode(rawValue: code))
                }
            } else {
                dropped.append(DHCPOptionCode(rawValue: code))
            }
        }
        dropped.reverse()
        return dropped
    }

    /// Whether all fields together have room for so much more.
    private func mayFit(_ size: Int) -> Bool {
        total + size <= room - Self.overloadCount + rooms.file + rooms.sname
    }

    private mutating func keep(_ code: UInt8) {
        kept.insert(code)
        total &+= items[Int(code)].size
        insert(code)
    }

    /// Enters a kept option among those that may be moved, when they are known.
    private mutating func insert(_ code: UInt8) {
        guard movable != nil, items[Int(code)].pieces == 1 else { return }
        let key = key(code)
        let index = movable?.firstIndex { $0 > key } ?? movable?.count ?? 0
        movable?.insert(key, at: index)
    }

    private func key(_ code: UInt8) -> UInt32 { UInt32(items[Int(code)].size) << 8 | UInt32(code) }

    /// Gives an option a field that has room for it as the others stand; not where one is divided.
    private mutating func placeAsTheyStand(_ code: UInt8) -> Bool {
        guard divided == nil else { return false }
        let item = items[Int(code)]
        return division?.place(code, item.size, isSplit: item.pieces > 1) ?? false
    }

    /// Divides the kept options and one more over the fields; changes nothing when there is no room for all.
    private mutating func pack(with code: UInt8) -> Bool {
        if movable == nil { movable = keptMovable() }
        let packed = packed(with: code)
        let long = packed.free.main < 0 ? dividable(with: code, packed.free) : nil
        if packed.free.main < 0 && long == nil { return false }
        keep(code)
        division = packed
        divided = long
        return true
    }

    private func keptMovable() -> [UInt32] {
        var keys: [UInt32] = []
        keys.reserveCapacity(optional.count)
        for code in optional where kept.contains(code) && items[Int(code)].pieces == 1 { keys.append(key(code)) }
        keys.sort()
        return keys
    }

    /// The kept options and one more as they stand when as few as possible were moved out of the options field.
    ///
    /// Large ones are moved first: small ones find room in what is left. The one more, where it is short, is moved when its
    /// turn by size comes.
    private func packed(with code: UInt8) -> Division {
        let size = items[Int(code)].size
        let added = key(code)
        var isDue = items[Int(code)].pieces == 1
        var packed = Division(free: (room - Self.overloadCount - total - size, rooms.file, rooms.sname))
        for key in (movable ?? []).reversed() where packed.free.main < 0 {
            if isDue, key < added {
                isDue = false
                packed.move(code, size)
                if packed.free.main >= 0 { break }
            }
            packed.move(UInt8(truncatingIfNeeded: key), Int(key >> 8))
        }
        if isDue, packed.free.main < 0 { packed.move(code, size) }
        return packed
    }

    /// The longest kept option, when it has room in all fields together (RFC 3396 section 5).
    ///
    /// Only one over 255 octets, whose reader has to join parts in any case; of a shorter one most clients would take a
    /// part for the whole.
    private func dividable(with code: UInt8, _ space: (main: Int, file: Int, sname: Int)) -> UInt8? {
        var longest = code
        for other in optional where kept.contains(other) {
            if items[Int(other)].count > items[Int(longest)].count { longest = other }
        }
        let item = items[Int(longest)]
        let main = Self.capacity(space.main + item.size)
        guard item.count > 255, main > 0,
            main + Self.capacity(space.file) + Self.capacity(space.sname) >= item.count
        else { return nil }
        return longest
    }

    /// How many octets of a divided value stand in so much room.
    private static func capacity(_ room: Int) -> Int {
        if room < 3 { return 0 }
        return room / 257 * 255 + max(room % 257 - 2, 0)
    }

    // MARK: Laying out

    /// The options that were kept, in the fields where they stand.
    func layout() -> DHCPOptions {
        var fields = FilledFields(storage)
        fields.main.reserveCapacity(room + 1 + DHCPOptions.fileCount + DHCPOptions.snameCount)
        if division != nil {
            fields.file.reserveCapacity(rooms.file)
            fields.sname.reserveCapacity(rooms.sname)
        }
        var joined = CodeSet()
        // Where the part of a divided option for the options field goes, when all else is known.
        var place: Int?
        var cursor = OptionCursor(0..<storage.count, hasLayout: false)
        while let option = cursor.next(in: storage.span.bytes) {
            let code = option.code
            let target = field(of: code)
            if target != .nowhere, code == divided {
                fields.endRun()
                place = place ?? fields.main.count
            } else if items[Int(code)].isDivided, target != .nowhere {
                fields.endRun()
                if joined.insert(code) { fields.append(pieces(of: code), to: target) }
            } else {
                fields.copy(option.whole, to: target)
            }
        }
        fields.endRun()
        if let divided, let place { divide(divided, at: place, &fields) }
        let overload: UInt8 = (fields.file.isEmpty ? 0 : 1) | (fields.sname.isEmpty ? 0 : 2)
        if overload == 0 { return DHCPOptions(composed: fields.main) }
        let type = DHCPOptionCode.messageType.rawValue
        let firstCount = storage.first == type ? items[Int(type)].size : 0
        fields.main.insert(contentsOf: [DHCPOptionCode.overload.rawValue, 1, overload], at: firstCount)
        return DHCPOptions(main: fields.main, moved: [fields.file, fields.sname], overload: overload)
    }

    private func field(of code: UInt8) -> Place {
        if !kept.contains(code) { return .nowhere }
        guard let division else { return .main }
        return division.file.contains(code) ? .file : division.sname.contains(code) ? .sname : .main
    }

    /// Fills the fields in the order in which readers join them: the options field, `file`, `sname`.
    private func divide(_ code: UInt8, at place: Int, _ fields: inout FilledFields) {
        var rest = value(of: code)[...]
        func take(_ room: Int) -> [UInt8] {
            var octets: [UInt8] = []
            while room - octets.count > 2, !rest.isEmpty {
                let part = rest.prefix(min(room - octets.count - OptionCursor.headerCount, [UInt8].longestValue))
                octets.append(option: code, part)
                rest = rest.dropFirst(part.count)
            }
            return octets
        }
        fields.main.insert(contentsOf: take(room - Self.overloadCount - fields.main.count), at: place)
        fields.file += take(rooms.file - fields.file.count)
        fields.sname += take(rooms.sname - fields.sname.count)
    }

    /// An option whose parts are joined, and divided again where it is longer than one can be.
    private func pieces(of code: UInt8) -> [UInt8] {
        var octets: [UInt8] = []
        octets.append(option: code, value(of: code)[...])
        return octets
    }

    /// All parts of an option's value.
    private func value(of code: UInt8) -> [UInt8] {
        var value: [UInt8] = []
        var cursor = OptionCursor(0..<storage.count, hasLayout: false)
        while let option = cursor.next(in: storage.span.bytes) {
            if option.code == code { value += storage[option.value] }
        }
        return value
    }
}

extension DHCPOptions {
    /// Lays out fields: the options field with End and padding, then those of `file` and `sname` that hold options.
    fileprivate init(main: consuming [UInt8], moved: [[UInt8]], overload: UInt8) {
        let end = main.count
        let count = Swift.max(end + 1, DHCPMessage.minimumCount - DHCPMessage.headerCount)
        var storage = main
        storage.close(at: count)
        if overload & 1 != 0 {
            storage.append(moved[0], 0..<moved[0].count)
            storage.close(at: count + Self.fileCount)
        }
        if overload & 2 != 0 {
            let sname = count + (overload & 1 != 0 ? Self.fileCount : 0) + Self.snameCount
            storage.append(moved[1], 0..<moved[1].count)
            storage.close(at: sname)
        }
        self.init(storage: storage, fields: .init(end: end, count: count, overload: overload, look: .walked))
    }
}

extension [UInt8] {
    /// Ends a field with End and zeros.
    fileprivate mutating func close(at end: Int) {
        append(DHCPOptionCode.end.rawValue)
        append(contentsOf: repeatElement(0, count: Swift.max(end - count, 0)))
    }
}
