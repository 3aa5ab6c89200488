import DHCP
import Logging
import Synchronization

/// Decodes what the transport received and puts it into the mailbox.
struct DatagramIntake<Responder: DHCPResponder>: DatagramReceiver {
    let mailbox: Mailbox<Responder>
    let counters: ServiceCounters
    let clock: any DHCPClock

    func receive(_ payload: RawSpan, from origin: DHCPOrigin) {
        var origin = origin
        origin.receivedAt = clock.now
        do throws(DHCPDecodingError) {
            let message = try DHCPMessage(decoding: payload)
            counters.addReceived(1)
            mailbox.put(DHCPRequest(message: message, origin: origin))
        } catch {
            if error.code == .missingCookie, let message = DHCPMessage(plainBOOTP: payload) {
                counters.addReceived(1)
                return mailbox.put(DHCPRequest(message: message, origin: origin))
            }
            counters.addUnrecognized(error.code)
            mailbox.put(Datagram(octets: payload.octets, origin: origin), error)
        }
    }

    func endBurst() {
        mailbox.wake()
    }
}
