"""ISC dhcpd, alone and as one of a failover pair."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from datetime import datetime, timezone

import clients
import judgement
import network

SUBNET = """
{more}
default-lease-time 86400; max-lease-time 4294967295; min-lease-time 1; ping-check {ping}; ping-timeout 1;
authoritative; one-lease-per-client off; local-address {address};
{peer}
subnet 10.9.0.0 netmask 255.255.255.0 {{
  pool {{ {failover} range dynamic-bootp {first} {last}; }}
}}
"""
POOL_OF_PAIR = 'failover peer "pair"; deny dynamic bootp clients;'
PEER = """
failover peer "pair" {{
  {role}; address {own}; port 647; peer address {other}; peer port 647;
  max-response-delay 3; max-unacked-updates 10; load balance max seconds 3; auto-partner-down {down};
  {primary}
}}
"""
STARTED = "Server starting service."


def when(words):
    if words[0] == "never":
        return "never"
    if words[0] == "epoch":
        return int(words[1])
    return int(datetime.strptime(" ".join(words[1:3]), "%Y/%m/%d %H:%M:%S").replace(tzinfo=timezone.utc).timestamp())


class ISC:
    name = "isc"
    settling = 0.5
    pause = 0
    wait = 1.5

    def __init__(self, net, more=""):
        self.net, self.more = net, more

    def version(self):
        return subprocess.run(["dhcpd", "--version"], capture_output=True, text=True).stderr.strip()

    def start(self, place, pool, number=0, ping=False, pair=None, wait=15):
        leases = os.path.join(place, f"dhcpd{number}.leases")
        if not os.path.exists(leases):
            open(leases, "w").close()
        peer = ""
        if pair is not None:
            own, other = network.SERVERS[number], network.SERVERS[1 - number]
            peer = PEER.format(
                role=["primary", "secondary"][number], own=own, other=other, down=pair,
                primary="" if number else "mclt 1800; split 128;")
        text = SUBNET.format(
            more=self.more, ping="true" if ping else "false", address=network.SERVERS[number], peer=peer,
            failover=POOL_OF_PAIR if pair is not None else "", first=pool[0], last=pool[1])
        if pair is not None:
            text = text.replace("range dynamic-bootp", "range")
        path = os.path.join(place, f"dhcpd{number}.conf")
        open(path, "w").write(text)
        words = ["dhcpd", "-4", "-f", "-d", "-cf", path, "-lf", leases, "-pf", os.path.join(place, f"pid{number}"), "eth0"]
        return judgement.Process(self.net, number, words, os.path.join(place, f"log{number}"), STARTED, wait=wait)

    def clean(self, place):
        """Folders with a lease file alone, and what each is called."""
        for number, suffix in [(0, ""), (1, "-peer")]:
            path = os.path.join(place, f"dhcpd{number}.leases")
            if os.path.exists(path):
                source = tempfile.mkdtemp(prefix="lease-fixtures-")
                shutil.copy(path, os.path.join(source, "dhcpd0.leases"))
                yield suffix, source

    def file(self, name):
        return ".leases"

    def rows(self, place, number=0):
        text = open(os.path.join(place, f"dhcpd{number}.leases"), "rb").read().decode("latin-1")
        found = {}
        for address, block in re.findall(r"^lease ([0-9.]+) \{\n(.*?)^\}", text, re.M | re.S):
            state = re.search(r"^  binding state (\w+);", block, re.M)
            ends = re.search(r"^  ends ([^;]*);", block, re.M)
            found[address] = (state[1] if state else "-", when(ends[1].split()) if ends else "-")
        return found



def states(net, link, place):
    """A file with every state that one dhcpd leaves, and its rows."""
    server = ISC(net)
    rows = []

    def client(number, address, what, seconds=None, **more):
        one = clients.Client(link, more.pop("hardware", f"02:00:00:00:00:{number:02x}"), **more)
        rows.append(judgement.Row(address, what, one))
        return one.take(address, seconds)

    # An address that answers a ping.
    net.within(net.prefix + "relay", "ip", "address", "add", "10.9.0.109/24", "dev", "eth0")
    process = server.start(place, judgement.WIDE, ping=True)
    clients.Client(link, "02:00:00:00:00:09").discover("10.9.0.109")
    time.sleep(1)
    process.stop()
    net.within(net.prefix + "relay", "ip", "address", "delete", "10.9.0.109/24", "dev", "eth0")

    process = server.start(place, judgement.WIDE)
    client(1, "10.9.0.101", "active")
    client(2, "10.9.0.102", "active, uid with octets that do not print", identifier=bytes([0, 255, 34, 92, 10, 7]))
    client(3, "10.9.0.103", "active, odd host name", identifier=b"abc", host=b"a b;} {#'")
    client(4, "10.9.0.104", "active, infinite", clients.FOREVER)
    client(5, "10.9.0.105", "released", identifier=b"\x01released").release("10.9.0.105")
    client(6, "10.9.0.106", "expired while the server ran", 2)
    client(8, "10.9.0.108", "declined by its client").decline("10.9.0.108")
    client(10, "10.9.0.110", "active, behind a relay with option 82", relay=b"\x01\x04a,b\"\x02\x021;")
    client(11, "10.9.0.111", "token ring", type=6)
    client(12, "10.9.0.112", "InfiniBand, no hardware address", type=32, hardware="", identifier=b"\xff\x00\x01\x02")
    client(13, "10.9.0.113", "hardware type 255", type=255)
    client(14, "10.9.0.114", "renewed", 3600)
    client(15, "10.9.0.115", "released, then another's").release("10.9.0.115")
    client(16, "10.9.0.115", "active, after another's")
    del rows[-2]
    rows[-1].client.take("10.9.0.115")
    rows[[row.address for row in rows].index("10.9.0.114")].client.take("10.9.0.114")
    bootp = clients.Client(link, "02:00:00:00:00:20")
    rows.append(judgement.Row(bootp.boot()[0], "bootp", bootp))
    time.sleep(4)
    client(7, "10.9.0.107", "expired while the server was down", 3)
    process.stop()
    rows.append(judgement.Row("10.9.0.109", "abandoned, as it answered a ping", None))
    rows.append(judgement.Row("10.9.0.150", "never leased", None))
    time.sleep(3)
    return server, rows


def local(net, link, place):
    """Times as `db-time-format local` writes them, and addresses that are reserved."""
    server = ISC(net, "db-time-format local; infinite-is-reserved on;")
    process = server.start(place, judgement.WIDE)
    rows = []
    for number, what, seconds in [(1, "active", None), (2, "reserved, infinite", clients.FOREVER), (3, "released", None)]:
        address = f"10.9.0.10{number}"
        one = clients.Client(link, f"02:00:00:00:01:0{number}").take(address, seconds)
        rows.append(judgement.Row(address, what, one))
    rows[2].client.release("10.9.0.103")
    time.sleep(1)
    process.stop()
    return server, rows
