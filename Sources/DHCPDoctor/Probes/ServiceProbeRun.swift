internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux
internal import Foundation

/// Asks machines for what they are said to do, all at once.
///
/// One datagram or connection goes to each, and nothing is changed there: an echo, a question of DNS for the root, a file of
/// TFTP whose transfer is ended at once, a HEAD of HTTP.
package struct ServiceProbeRun {
    /// More are not asked.
    package static let limit = 32

    private struct Question {
        let probe: ServiceProbe
        let socket: Descriptor
        /// What is sent once the connection is there; `nil` when it was sent.
        var pending: [UInt8]?
    }

    /// Asks, and waits for so long at most; blocks the thread.
    package static func run(_ probes: [ServiceProbe], milliseconds: Int) -> [ServiceProbe: ServiceAnswer] {
        var answers: [ServiceProbe: ServiceAnswer] = [:]
        var open: [Question] = []
        for probe in probes.prefix(limit) {
            switch ask(probe) {
            case .success(let question): open.append(question)
            case .failure(let answer): answers[probe] = answer.answer
            }
        }
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while !open.isEmpty, case let left = clock.now.duration(to: end), left > .zero {
            var wanted = open.map { question in
                pollfd(
                    fd: question.socket.number, events: Int16(question.pending == nil ? POLLIN : POLLOUT), revents: 0)
            }
            if poll(&wanted, nfds_t(wanted.count), Int32(clamping: Int(left / .milliseconds(1)) + 1)) <= 0 { continue }
            for index in open.indices.reversed() where wanted[index].revents != 0 {
                if let answer = step(&open[index]) {
                    answers[open[index].probe] = answer
                    open.remove(at: index)
                }
            }
        }
        for question in open { answers[question.probe] = .silent }
        return answers
    }

    private struct Refusal: Error {
        let answer: ServiceAnswer
    }

    private static func ask(_ probe: ServiceProbe) -> Result<Question, Refusal> {
        let (kind, port, request) = request(for: probe)
        do throws(SystemError) {
            let socket = try Descriptor(cdhcp_probe_socket(kind), from: "socket")
            // TFTP answers from another port, so its socket is not connected.
            if case .bootFile = probe.kind {
                return socket.sendDatagram(request, to: DHCPEndpoint(probe.address, port: port))
                    ? .success(Question(probe: probe, socket: socket)) : .failure(Refusal(answer: failure(errno)))
            }
            let result = cdhcp_connect(socket.number, probe.address.bitPattern, port)
            if result < 0, errno != EINPROGRESS { return .failure(Refusal(answer: failure(errno))) }
            if kind == CDHCP_PROBE_STREAM {
                return .success(Question(probe: probe, socket: socket, pending: request))
            }
            if write(socket.number, request, request.count) < 0 { return .failure(Refusal(answer: failure(errno))) }
            return .success(Question(probe: probe, socket: socket))
        } catch {
            return .failure(Refusal(answer: .unasked("\(error)")))
        }
    }

    private static func failure(_ number: Int32) -> ServiceAnswer { .refused(SystemError.text(of: number)) }

    /// Goes on with what is ready; `nil` when more is to come.
    private static func step(_ question: inout Question) -> ServiceAnswer? {
        let number = question.socket.number
        if let request = question.pending {
            let error = cdhcp_pending_error(number)
            if error != 0 { return failure(error) }
            if request.isEmpty { return .answered }
            question.pending = nil
            return write(number, request, request.count) < 0 ? failure(errno) : nil
        }
        var octets = [UInt8](repeating: 0, count: 2048)
        var name = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = withUnsafeMutablePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(number, &octets, octets.count, 0, $0, &size)
            }
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? nil : failure(errno) }
        let answer = ProbeAnswer.answer(Array(octets.prefix(count)), to: question.probe)
        if case .bootFile = question.probe.kind, answer == .answered {
            // Error 0 ends the transfer (RFC 1350 section 5).
            let end = DHCPEndpoint(
                IPv4Address(bitPattern: UInt32(bigEndian: name.sin_addr.s_addr)), port: UInt16(bigEndian: name.sin_port)
            )
            _ = question.socket.sendDatagram([0, 5, 0, 0, 0], to: end)
        }
        return answer
    }

    /// Which socket asks, at which port, and what it says.
    private static func request(for probe: ServiceProbe) -> (kind: Int32, port: UInt16, octets: [UInt8]) {
        switch probe.kind {
        case .router:
            // Type 8, code 0, its checksum, identifier 1, sequence 1.
            return (CDHCP_PROBE_ECHO, 0, [8, 0, 0xF7, 0xFD, 0, 1, 0, 1])
        case .nameServer:
            // One question: the name servers of the root.
            return (CDHCP_PROBE_DATAGRAM, 53, [0xD0, 0xC7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1])
        case .bootFile(let file):
            return (CDHCP_PROBE_DATAGRAM, 69, [0, 1] + Array(file.utf8) + [0] + Array("octet".utf8) + [0])
        case .page(let port, let host, let path):
            // Whoever wants to encrypt first is only connected to.
            let text = "HEAD \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
            return (CDHCP_PROBE_STREAM, port, path.isEmpty ? [] : Array(text.utf8))
        }
    }
}

/// What answers mean.
enum ProbeAnswer {
    /// What came, judged; `nil` when it belongs to something else.
    static func answer(_ octets: [UInt8], to probe: ServiceProbe) -> ServiceAnswer? {
        switch probe.kind {
        case .router:
            // Such a socket hears the IP header too, and all of ICMP that comes from there.
            let start = Int(octets.first ?? 0) & 15 * 4
            return octets.count > start && octets[start] == 0 ? .answered : nil
        case .nameServer:
            guard octets.count >= 4, octets[0] == 0xD0, octets[1] == 0xC7 else { return nil }
            // A server that only refuses the root (5) is there, and answers its own.
            return octets[3] & 15 == 2 ? .refused("it fails to resolve (SERVFAIL)") : .answered
        case .bootFile:
            guard octets.count >= 4, octets[0] == 0 else { return nil }
            if octets[1] == 5 {
                let text = String(decoding: octets.dropFirst(4).prefix { $0 != 0 }, as: UTF8.self)
                return .refused(text.isEmpty ? "error \(octets[3])" : text)
            }
            return .answered
        case .page:
            let line = String(decoding: octets.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
            let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return status >= 400 ? .refused(line) : .answered
        }
    }
}
