package import DHCP
package import DHCPLeases
import FoundationEssentials

/// Leases of a running server, with where to go on: `{"leases": […], "next": "10.0.0.9"}`.
package struct LeaseJSONPage {
    package let leases: [Lease]
    /// The last address that was looked at; `nil` when there are no more.
    package let next: IPv4Address?

    /// Reads what ``LeaseJSON`` writes, in a page.
    ///
    /// Throws `DecodingError` for what is no such page, and ``LeaseFileProblem`` for what is no lease.
    package init(_ octets: [UInt8]) throws {
        let document = try JSONDecoder().decode(Document.self, from: Data(octets))
        leases = try document.leases.map { try $0.lease() }
        next = try document.next.map { try LeaseFileProblem.require(IPv4Address($0), "address", $0) }
    }

    private struct Document: Decodable {
        let leases: [Object]
        let next: String?
    }

    private struct Object: Decodable {
        let address: String
        let state: String
        let kind: String
        let client: String
        let hardwareType: Int
        let hardware: String?
        let starts: String
        let ends: String
        let hostName: String?
        let options: String?
        let lead: UInt32?

        enum CodingKeys: String, CodingKey {
            case address, state, client, hardware, starts, ends, options, lead
            case kind = "client-kind"
            case hardwareType = "hardware-type"
            case hostName = "host-name"
        }

        func lease() throws(LeaseFileProblem) -> Lease {
            try LeaseFields(values: [
                address, state, kind, client, "\(hardwareType)", hardware ?? "", starts, ends, hostName ?? "",
                options ?? "", lead.map { "\($0)" } ?? "",
            ]).lease()
        }
    }
}
