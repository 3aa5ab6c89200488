import DHCP
import Logging
import Synchronization

/// Decodes what the transport received and puts it into the mailbox.
struct DatagramIntake: DatagramReceiver {
    let mailbox: Mailbox
    let counters: ServiceCounters
    let clock: any DHCPClock

    func receive(_ payload: RawSpan, from origin: DHCPOrigin) {
        var origin = origin
        origin.receivedAt = clock.now
        do throws(DHCPDecodingError) {
            handOn(try DHCPMessage(decoding: payload), origin)
        } catch {
            // Clients of BOOTP need not know the cookie.
            if error.code == .missingCookie || error.code == .truncatedHeader,
                let message = DHCPMessage(decodingBOOTP: payload)
            {
                return handOn(message, origin)
            }
            counters.addUnrecognized(error.code)
            mailbox.put(Datagram(octets: payload.octets, origin: origin), error)
        }
    }

    private func handOn(_ message: DHCPMessage, _ origin: DHCPOrigin) {
        counters.addReceived(1)
        mailbox.put(DHCPRequest(message: message, origin: origin))
    }

    func endBurst() {
        mailbox.wake()
    }
}
