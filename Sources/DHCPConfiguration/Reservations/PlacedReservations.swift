import DHCP

/// The reservations of the root, which find their subnets by their addresses; those without one are for every link.
struct PlacedReservations {
    private let reservations: [ReadReservation]

    /// More than anybody writes down: with it a registered client stands on each of a thousand links.
    private static let maximumCount = 2_000_000

    init(_ reservations: [ReadReservation]) {
        self.reservations = reservations
    }

    /// Adds them to the subnets; reports those whose address no subnet has.
    func place(in subnets: inout [ReadSubnet]) {
        if reservations.isEmpty { return }
        var numbers: [String: Int] = [:]
        for (number, subnet) in subnets.enumerated() { numbers[subnet.place.path] = number }
        let index = SubnetIndex(subnets)
        let registered = reservations.filter { $0.address == nil }
        for reservation in reservations {
            guard let address = reservation.address else { continue }
            guard let subnet = index.subnet(containing: address.value), let number = numbers[subnet.place.path] else {
                address.place.fail("no subnet has \(address.value); add one, or write the right address")
                continue
            }
            add(reservation, to: &subnets[number])
        }
        var links: Set<String> = []
        let firsts = subnets.indices.filter { links.insert(subnets[$0].network).inserted }
        if registered.count * firsts.count > Self.maximumCount, let first = registered.first {
            first.place.fail(
                "\(registered.count) reservations without an address on \(firsts.count) links are too many; put them "
                    + "into the subnets where the clients are")
            return
        }
        for number in firsts { for reservation in registered { add(reservation, to: &subnets[number]) } }
    }

    /// The reservation as one of a subnet, whose lines are found where it stands.
    private func add(_ reservation: ReadReservation, to subnet: inout ReadSubnet) {
        let path = "\(subnet.place.path).reservations[\(subnet.reservations.count)]"
        reservation.place.reading.noteMove(of: reservation.place.path, to: path)
        subnet.reservations.append(reservation)
    }
}
