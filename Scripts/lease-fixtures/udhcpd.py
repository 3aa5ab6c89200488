"""udhcpd of busybox, whose file is binary."""

import os
import shutil
import struct
import subprocess
import tempfile
import time

import clients
import judgement

CONFIGURATION = """start {first}
end {last}
interface eth0
lease_file {place}/leases
pidfile {place}/pid
max_leases {count}
min_lease 2
decline_time 86400
conflict_time 86400
offer_time 3600
auto_time {auto}
option subnet 255.255.255.0
option lease 86400
"""


class Udhcpd:
    name = "udhcpd"
    settling = 1
    # A lease that is over when it starts is so after a second.
    pause = 1.5
    # It asks by ARP for two seconds whether an address is in use.
    wait = 5

    def __init__(self, net):
        self.net = net

    def version(self):
        text = subprocess.run(["udhcpd", "--help"], capture_output=True, text=True)
        return "udhcpd of " + (text.stderr + text.stdout).split(" (")[0]

    def start(self, place, pool, auto=7200):
        count = int(pool[1].split(".")[-1]) - int(pool[0].split(".")[-1]) + 1
        path = os.path.join(place, "udhcpd.conf")
        if not os.path.exists(f"{place}/leases"):
            open(f"{place}/leases", "w").close()
        with open(path, "w") as file:
            file.write(CONFIGURATION.format(place=place, first=pool[0], last=pool[1], count=count, auto=auto))
        return judgement.Process(self.net, 0, ["udhcpd", "-f", path], os.path.join(place, "log"), "started")

    def clean(self, place):
        source = tempfile.mkdtemp(prefix="lease-fixtures-")
        shutil.copy(os.path.join(place, "leases"), source)
        yield "", source

    def file(self, name):
        return ".leases"

    def rows(self, place):
        with open(os.path.join(place, "leases"), "rb") as file:
            octets = file.read()
        written, found = struct.unpack("!q", octets[:8])[0], {}
        for start in range(8, len(octets), 36):
            left, *address = struct.unpack("!I4B", octets[start : start + 8])
            hardware = octets[start + 8 : start + 14]
            state = "leased" if any(hardware) else "conflict"
            found[".".join(map(str, address))] = (state, written + left if left else "-")
        return found


def states(net, link, place):
    server = Udhcpd(net)
    process = server.start(place, judgement.WIDE, auto=2)
    rows = []

    def client(number, what, seconds=None, **more):
        address = f"10.9.0.{100 + number}"
        one = clients.Client(link, more.pop("hardware", f"02:00:00:00:00:{number:02x}"), **more)
        one.wait = 5
        rows.append(judgement.Row(address, what, one))
        return one.take(address, seconds)

    client(1, "leased")
    client(2, "leased, client identifier", identifier=bytes([0, 255, 44, 10]))
    client(3, "leased, host name", host=b"printer")
    client(4, "leased, odd host name", host=b"a b\xe9\"*")
    client(5, "leased, long host name", host=b"a-name-of-more-than-twenty-octets")
    client(6, "released").release("10.9.0.106")
    client(7, "declined").decline("10.9.0.107")
    client(8, "infinite asked for", clients.FOREVER)
    client(9, "expired", 3)
    offered = clients.Client(link, "02:00:00:00:00:0b")
    offered.wait = 5
    offered.discover("10.9.0.111")
    rows.append(judgement.Row("10.9.0.111", "offered", offered))
    time.sleep(4)
    process.stop()
    rows.append(judgement.Row("10.9.0.150", "never leased", None))
    return server, rows
