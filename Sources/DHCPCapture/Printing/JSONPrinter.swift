package import DHCP

/// Prints messages for programs: one JSON object a line.
///
/// Keys that are always there: `time`, `source`, `destination`, `type`, `options`, `payload` (hexadecimal). Where there
/// is something to say: `interface`, `direction` (`in`, `out`), `vlans`, `hardware-source`, `hardware-destination`,
/// `marks` (words, see `CaptureMark.word`), and for a message that can not be decoded `error` (`code`, `offset`,
/// `option`). The header, unless the datagram ends in it: `op`, `htype`, `hlen`, `hops`, `xid` (`0x` and eight digits),
/// `secs`, `flags`, `ciaddr`, `yiaddr`, `siaddr`, `giaddr`, `chaddr`, `sname`, `file`; the last two are left out when
/// empty. `type` is `null` for BOOTP.
///
/// An option has `code`, `hex` and, unless it continues another, `name` (if it has one), `value` (a number, boolean,
/// text or a list of these, by its definition) and `options` (sub-options of 43, 82 and 125); `field` when it stands in
/// `file` or `sname`; `continues` when it is a further part of a split one; `error` when its value is malformed.
public enum JSONPrinter {
    /// One line for one message, without a newline at the end.
    public static func text(_ seen: CapturedMessage) -> String {
        let datagram = seen.datagram
        var object = JSONObject()
        object["time"] = .text(datagram.time.text)
        object["interface"] = datagram.interface.map { .text($0) }
        object["direction"] = datagram.direction.map { .text($0.rawValue) }
        if !datagram.tags.isEmpty { object["vlans"] = .list(datagram.tags.map { .number($0.identifier) }) }
        object["hardware-source"] = datagram.hardwareSource.map { .text($0.description) }
        object["hardware-destination"] = datagram.hardwareDestination.map { .text($0.description) }
        object["source"] = .text(datagram.source.description)
        object["destination"] = .text(datagram.destination.description)
        if !datagram.marks.isEmpty { object["marks"] = .list(datagram.marks.map { .text($0.word) }) }
        object["type"] = seen.type.map { .text($0.description) } ?? .literal("null")
        if let header = seen.header { add(header, seen, to: &object) }
        object["options"] = .list(seen.options.map { .object(option($0, seen)) })
        object["error"] = seen.error.map { .object(error($0)) }
        object["payload"] = .text(datagram.payload.hexadecimal())
        return object.text
    }

    /// One line for an offer, without a newline at the end: `server`, `address`, `lease-time`, `next-server`, `boot-file` and
    /// `options`, all typed as in a message; `hidden` options are left out, and so is what is not there.
    package static func text(ofOffer offer: DHCPMessage, hiding hidden: Set<DHCPOptionCode>) -> String {
        var object = JSONObject()
        object["server"] = offer.options[.serverIdentifier].map { .text($0.description) }
        object["address"] = .text(offer.yiaddr.description)
        object["lease-time"] = offer.options[.leaseTime].map { .number($0) }
        object["next-server"] = offer.siaddr.isAny ? nil : .text(offer.siaddr.description)
        object["boot-file"] = offer.file.text.flatMap { $0.isEmpty ? nil : .text($0) }
        let codes = offer.options.codes.filter { !hidden.contains($0) }
        object["options"] = .list(codes.map { .object(option($0, offer.options[raw: $0] ?? [])) })
        return object.text
    }

    private static func add(_ header: DHCPMessage, _ seen: CapturedMessage, to object: inout JSONObject) {
        object["op"] = .number(seen.datagram.payload[0])
        object["htype"] = .number(header.htype.rawValue)
        object["hlen"] = .number(seen.datagram.payload[2])
        object["hops"] = .number(header.hops)
        object["xid"] = .text("0x" + Hex.text(header.xid))
        object["secs"] = .number(header.secs)
        object["flags"] = .number(header.flags)
        object["ciaddr"] = .text(header.ciaddr.description)
        object["yiaddr"] = .text(header.yiaddr.description)
        object["siaddr"] = .text(header.siaddr.description)
        object["giaddr"] = .text(header.giaddr.description)
        object["chaddr"] = .text(header.hardwareAddress.description)
        let holdsOptions = Set(seen.options.map(\.field))
        if !holdsOptions.contains("sname") { object["sname"] = header.sname.text.map { .text($0) } }
        if !holdsOptions.contains("file") { object["file"] = header.file.text.map { .text($0) } }
    }

    private static func option(_ option: CapturedOption, _ seen: CapturedMessage) -> JSONObject {
        var object = JSONObject()
        object["code"] = .number(option.code.rawValue)
        if option.field != "options" { object["field"] = .text(option.field) }
        if option.isContinuation {
            object["continues"] = .literal("true")
        } else {
            describe(option.code, seen.value(of: option.code) ?? [], in: &object)
        }
        object["hex"] = .text(option.octets.hexadecimal())
        return object
    }

    /// A whole option.
    private static func option(_ code: DHCPOptionCode, _ octets: [UInt8]) -> JSONObject {
        var object = JSONObject()
        object["code"] = .number(code.rawValue)
        describe(code, octets, in: &object)
        object["hex"] = .text(octets.hexadecimal())
        return object
    }

    /// Name, value and sub-options, or what is wrong.
    private static func describe(_ code: DHCPOptionCode, _ octets: [UInt8], in object: inout JSONObject) {
        let text = OptionText(code, octets)
        object["name"] = text.name.map { .text($0) }
        if let fault = text.fault {
            object["error"] = .object(error(fault))
        } else if text.name != nil {
            object["value"] = value(code, octets, text)
            if !text.parts.isEmpty { object["options"] = .list(text.parts.map { .object(part($0)) }) }
        }
    }

    /// The value by its definition's format; as text where JSON has nothing better.
    private static func value(_ code: DHCPOptionCode, _ octets: [UInt8], _ text: OptionText) -> JSONObject.Value {
        let span = octets
        switch DHCPOptionDefinition(code)?.format {
        case .uint8, .uint16, .uint32, .int32, .boolean, .maximumMessageSize: return .literal(text.value)
        case .string: return (try? String(decoding: span)).map { .text($0) } ?? .text(text.value)
        case .addresses:
            return .list(((try? [IPv4Address](decoding: span)) ?? []).map { .text($0.description) })
        case .uint16s: return .list(((try? [UInt16](decoding: span)) ?? []).map { .number($0) })
        case .codes: return .list(octets.map { .number($0) })
        default: return .text(text.value)
        }
    }

    private static func part(_ part: OptionText.SubOption) -> JSONObject {
        var object = JSONObject()
        object["enterprise"] = part.enterprise.map { .number($0) }
        object["code"] = .number(part.code)
        object["name"] = part.name.map { .text($0) }
        object["hex"] = .text(part.octets.hexadecimal())
        return object
    }

    private static func error(_ error: DHCPDecodingError) -> JSONObject {
        var object = JSONObject()
        object["code"] = .text(error.code.description)
        object["offset"] = .number(error.offset)
        object["option"] = error.option.map { .number($0.rawValue) }
        return object
    }
}
