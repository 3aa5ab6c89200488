// What one message costs to read and to write: `make bench`.
//
// The message is an OFFER or DISCOVER of 370 octets with 12 options, as in the figures of Documentation/Performance.md.

import BenchmarkSupport
import CReference
import DHCP

/// The message of a client.
func request() -> DHCPMessage {
    var message = DHCPMessage(
        op: .bootRequest, xid: 0x1234_5678, hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 1), flags: 0x8000)
    message.options[.messageType] = .request
    message.options[raw: .clientIdentifier] = [1, 2, 0, 0, 0, 0, 1]
    message.options[.requestedAddress] = IPv4Address(10, 0, 0, 100)
    message.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
    message.options[raw: .maximumMessageSize] = [0x05, 0xDC]
    message.options[raw: .vendorClassIdentifier] = Array("MSFT 5.0".utf8)
    message.options[raw: .hostName] = Array("a-host-name-of-a-usual-length".utf8)
    message.options[raw: .parameterRequestList] = [1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]
    message.options[.leaseTime] = 3600
    message.options[raw: .domainName] = Array("lab.example".utf8)
    message.options[raw: 145] = [1]
    // What is missing to 370 octets.
    let missing = 370 - 240 - 1 - message.options.reduce(0) { $0 + 2 + $1.octets.count }
    message.options[raw: 224] = [UInt8](repeating: 7, count: max(missing - 2, 0))
    return message
}

let question = DHCPRequest(message: request())

func offer() -> DHCPMessage {
    question.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 100)) { options in
        options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        options[.leaseTime] = 43_200
        options[.renewalTime] = 21_600
        options[.rebindingTime] = 37_800
        options[.subnetMask] = IPv4Address(255, 255, 255, 0)
        options[.router] = [IPv4Address(10, 0, 0, 1)]
        options[.domainNameServer] = [IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2)]
        options[.domainName] = "lab.example"
        options[.broadcastAddress] = IPv4Address(10, 0, 0, 255)
    }
}

let datagram = request().encode()
let reply = offer()
print("message: \(datagram.count) octets, \(request().options.codes.count) options")
print("reply: \(reply.encodedCount) octets, \(reply.options.codes.count) options")

/// Measures in many rounds of some tenths of a millisecond: on a busy machine some of them run undisturbed.
func measure(_ body: () -> Void) -> Measurement { Measurement.take(rounds: 1500, count: 1000, body) }

let reference = measure { blackHole(reference_decode(datagram, datagram.count)) }
print(reference.line("C: header and 4 look-ups, nothing kept"))

// Read from a buffer, as the transport does it.
let received = UnsafeMutableRawBufferPointer.allocate(byteCount: datagram.count, alignment: 16)
received.copyBytes(from: datagram)

let decode = measure {
    do throws(DHCPDecodingError) {
        blackHole(try DHCPMessage(decoding: UnsafeRawBufferPointer(received).bytes))
    } catch {
        blackHole(error)
    }
}
print(decode.line("decode"))

let look = measure {
    do throws(DHCPDecodingError) {
        let message = try DHCPMessage(decoding: UnsafeRawBufferPointer(received).bytes)
        blackHole(message.options[.messageType])
        blackHole(message.options[.requestedAddress])
        blackHole(message.options[.serverIdentifier])
        blackHole(message.options[.leaseTime])
    } catch {
        blackHole(error)
    }
}
print(look.line("decode and 4 look-ups", reference: reference, goal: (80, 1)))

let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 16)
let encode = measure { blackHole(reply.encode(into: buffer)) }
print(encode.line("encode into a reused buffer", reference: reference, goal: (60, 0)))
let again = request()
let encodeRequest = measure { blackHole(again.encode(into: buffer)) }
print(encodeRequest.line("encode 370 octets into a reused buffer", reference: reference, goal: (60, 0)))

let build = measure { blackHole(offer()) }
print(build.line("build that reply by keys"))
buffer.deallocate()
