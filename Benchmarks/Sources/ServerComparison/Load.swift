import Foundation

/// What `dhcp bench` has measured.
struct Load: Decodable {
    let rate, lossShare: Double
    let completed, mismatched, duplicates: Int
    let latency, offers, acknowledgements: Times
    /// Seconds of the server's processors; not known from the report.
    var processorSeconds: Double?

    struct Times: Decodable {
        let p50, p99: Double
    }

    enum CodingKeys: String, CodingKey {
        case rate, completed, mismatched, duplicates, latency, offers, acknowledgements
        case lossShare = "loss-share"
    }

    /// Whether the figure may stand in the table: no wrong answer, and less than 1 % lost.
    var isSound: Bool { lossShare < 0.01 && completed > 0 && mismatched + duplicates == 0 }
}

/// The load generator, at the clients' end of the network.
struct LoadGenerator {
    let program: String
    let network: TestNetwork

    /// Puts a load on the server; `nil` when it does not answer.
    func run(_ arguments: [String], on server: RunningServer? = nil) throws -> Load? {
        let before = server?.processorSeconds ?? 0
        let command = network.atClient(
            [program, "bench", "--server", Plan.server, "--yes-load-this-server", "--segmentation-offload", "--json"]
                + arguments)
        let (_, output) = try Shell.outcome(command)
        guard var load = try? JSONDecoder().decode(Load.self, from: Data(output.utf8)), load.completed > 0 else {
            return nil
        }
        if let server { load.processorSeconds = server.processorSeconds - before }
        return load
    }
}
