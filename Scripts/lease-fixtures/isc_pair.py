"""A failover pair of ISC dhcpd: in its normal state, with the cable between the two pulled, and with the peer down."""

import re
import time

import clients
import isc
import judgement
import network


def settle(place, numbers, state, seconds=40):
    """Waits until each of the servers says that it is in this state."""
    end = time.monotonic() + seconds
    while True:
        last = [
            re.findall(r"failover peer pair: I move from \S+ to (\S+)", open(f"{place}/log{number}").read())[-1:]
            for number in numbers
        ]
        if all(found == [state] for found in last):
            return
        if time.monotonic() > end:
            raise RuntimeError(f"{last}, not {state}: " + open(f"{place}/log{numbers[0]}").read()[-3000:])
        time.sleep(0.2)


# Few addresses, as each has a row in both files.
POOL = ("10.9.0.100", "10.9.0.123")


class Together(isc.ISC):
    """A server of a pair that has its peer when its clients ask it."""

    def __init__(self, net, place):
        super().__init__(net)
        self.source = judgement.fresh(place)

    def offers(self, rows):
        """What each row's client is offered by the two, started again with their files."""
        place = judgement.fresh(self.source)
        processes = [self.start(place, POOL, number, pair=0) for number in (0, 1)]
        settle(place, (0, 1), "normal")
        time.sleep(2)
        found = {
            row.address: [offer.address for offer in row.client.discover(servers=network.SERVERS)]
            for row in rows if row.client}
        for process in processes:
            process.stop()
        return found


class Pair:
    """Starts both, and gives clients whatever either of them offers."""

    def __init__(self, net, link, place, down=0):
        self.net, self.link, self.place = net, link, place
        self.server = isc.ISC(net)
        self.rows = []
        self.processes = [self.server.start(place, POOL, number, pair=down) for number in (0, 1)]
        settle(place, (0, 1), "normal")
        # The two divide the free addresses.
        time.sleep(4)

    def client(self, number, what, seconds=None, **more):
        one = clients.Client(self.link, f"02:00:00:00:02:{number:02x}", **more)
        address = one.take_any(network.SERVERS, seconds)
        self.rows.append(judgement.Row(address, what, one))
        return one, address

    def fill(self):
        for number in range(1, 5):
            self.client(number, "active", identifier=bytes([number, 0, 255]) if number > 2 else None)
        self.client(5, "infinite", clients.FOREVER)
        one, address = self.client(6, "released")
        one.release(address)
        one, address = self.client(7, "declined")
        one.decline(address)
        self.client(8, "expired", 3)
        time.sleep(5)

    def stop(self):
        for process in self.processes:
            process.stop()

    def free(self):
        """Of the addresses that never were a client's, one that each of the two may give."""
        named = {row.address for row in self.rows}
        found = self.server.rows(self.place)
        for state in ("free", "backup"):
            address = next((one for one, (own, _) in found.items() if own == state and one not in named), None)
            if address:
                self.rows.append(judgement.Row(address, f"{state}, never leased", None))


def normal(net, link, place):
    pair = Pair(net, link, place)
    pair.fill()
    pair.stop()
    pair.free()
    return Together(net, place), pair.rows


def interrupted(net, link, place):
    """Neither hears the other: each goes on, and gives no more than the maximum client lead time."""
    pair = Pair(net, link, place)
    pair.fill()
    net.connect(1, False)
    settle(place, (0,), "communications-interrupted", 90)
    one, address = pair.rows[0].client, pair.rows[0].address
    if not one.renew(address, network.SERVERS[:1]):
        raise RuntimeError(f"{address} is not renewed")
    pair.rows[0].what = "active, renewed while interrupted"
    for number in range(20, 30):
        try:
            clients.Client(link, f"02:00:00:00:02:{number:02x}").discover()
            pair.client(number, "active, new while interrupted")
            break
        except RuntimeError:
            continue
    one, address = pair.rows[1].client, pair.rows[1].address
    one.release(address)
    pair.rows[1].what = "released while interrupted"
    time.sleep(1)
    pair.stop()
    net.connect(1, True)
    pair.free()
    return Together(net, place), pair.rows


def down(net, link, place):
    """The peer has ended, and this one has taken over."""
    pair = Pair(net, link, place, down=3)
    pair.fill()
    pair.processes[1].stop()
    settle(place, (0,), "partner-down", 60)
    one, address = pair.rows[0].client, pair.rows[0].address
    one.renew(address, network.SERVERS[:1])
    pair.rows[0].what = "active, renewed while the partner is down"
    pair.client(20, "active, new while the partner is down")
    one, address = pair.rows[1].client, pair.rows[1].address
    one.release(address)
    pair.rows[1].what = "released while the partner is down"
    time.sleep(1)
    pair.stop()
    pair.free()
    return pair.server, pair.rows
