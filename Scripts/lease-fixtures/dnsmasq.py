"""dnsmasq, and dnsmasq as it is built for machines without a clock."""

import os
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import time

import clients
import judgement


class Dnsmasq:
    name = "dnsmasq"
    settling = 1
    pause = 0
    wait = 1.5

    def __init__(self, net, program="dnsmasq", more=()):
        self.net, self.program, self.more = net, program, more

    def version(self):
        text = subprocess.run([self.program, "--version"], capture_output=True, text=True).stdout
        return "dnsmasq " + re.search(r"version (\S+)", text)[1] + (" without a clock" if "no-RTC" in text else "")

    def start(self, place, pool):
        words = [
            self.program, "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--user=root", "--group=root",
            "--log-facility=-", "--log-dhcp", "--interface=eth0", "--no-ping", "--dhcp-authoritative",
            f"--dhcp-leasefile={place}/leases", f"--pid-file={place}/pid",
            f"--dhcp-range={pool[0]},{pool[1]},255.255.255.0,1d", "--dhcp-range=fd00::100,fd00::1ff,64,1d",
            "--dhcp-host=02:00:00:00:00:04,10.9.0.104,infinite", "--bootp-dynamic", *self.more]
        return judgement.Process(self.net, 0, words, os.path.join(place, "log"), "DHCPv6, IP range")

    def clean(self, place):
        source = tempfile.mkdtemp(prefix="lease-fixtures-")
        shutil.copy(os.path.join(place, "leases"), source)
        yield "", source

    def file(self, name):
        return ".leases"

    def rows(self, place):
        found = {}
        with open(os.path.join(place, "leases"), errors="surrogateescape") as file:
            for words in map(str.split, file):
                if len(words) == 5 and ":" not in words[2]:
                    found[words[2]] = ("leased", "never" if words[0] == "0" else words[0])
        return found


def solicit(net):
    """A DHCPv6 client takes an address, with Rapid Commit (RFC 8415)."""
    def option(code, value):
        return struct.pack("!HH", code, len(value)) + value

    message = b"\1abc" + option(1, bytes.fromhex("00030001020000000040")) + option(14, b"") + option(8, b"\0\0")
    message += option(3, struct.pack("!III", 77, 0, 0)) + option(39, b"\0\7printer")
    with net.inside("relay"):
        end = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        end.bind(("::", 546))
        number = socket.if_nametoindex("eth0")
    end.settimeout(1)
    for _ in range(5):
        end.sendto(message, 0, ("ff02::1:2", 547, 0, number))
        try:
            if end.recv(4096)[0] == 7:
                return
        except TimeoutError:
            pass
    raise RuntimeError("no DHCPv6 lease")


def fill(net, link, place, server, more):
    rows = []

    def client(number, what, seconds=None, **more):
        address = f"10.9.0.{100 + number}"
        one = clients.Client(link, more.pop("hardware", f"02:00:00:00:00:{number:02x}"), **more)
        rows.append(judgement.Row(address, what, one))
        return one.take(address, seconds)

    # dnsmasq leases nothing for less than two minutes.
    client(6, "expired while the server ran", 120)
    begin = time.monotonic()
    client(1, "dynamic, no client identifier, no host name")
    client(2, "dynamic, client identifier", identifier=bytes([0, 255, 44, 10]))
    client(3, "dynamic, host name", host=b"printer")
    client(4, "infinite")
    client(5, "released").release("10.9.0.105")
    client(8, "declined").decline("10.9.0.108")
    client(10, "token ring", type=6)
    client(11, "InfiniBand, no hardware address", type=32, hardware="", identifier=b"\xff\x00\x01\x02")
    client(12, "hardware type 255", type=255)
    client(13, "odd host name", host=b"a b\xe9*")
    client(14, "client identifier of one octet", identifier=b"\x2a")
    client(15, "no hardware address, Ethernet", hardware="", identifier=b"\xff\x00\x01\x03")
    client(16, "host name with dots", host=b"a.example.org")
    bootp = clients.Client(link, "02:00:00:00:00:20")
    rows.append(judgement.Row(bootp.boot()[0], "bootp", bootp))
    solicit(net)
    if more:
        time.sleep(max(0, 65 - (time.monotonic() - begin)))
        client(7, "expired while the server was down", 120)
        time.sleep(max(0, 125 - (time.monotonic() - begin)))
    return rows


def states(net, link, place):
    server = Dnsmasq(net)
    process = server.start(place, judgement.WIDE)
    rows = fill(net, link, place, server, True)
    process.stop()
    rows.append(judgement.Row("10.9.0.150", "never leased", None))
    time.sleep(62)
    return server, rows


def clockless(net, link, place):
    """Lengths stand where others have times."""
    program = os.environ["DNSMASQ_WITHOUT_CLOCK"]
    server = Dnsmasq(net, program)
    process = server.start(place, judgement.WIDE)
    rows = fill(net, link, place, server, False)
    process.stop()
    return server, rows


BY_HAND = """{later} 02:00:00:00:00:01 10.9.0.101 * *
{later} * 10.9.0.102 * 01:02:03
{later} 01-02:00:00:00:00:03 10.9.0.103 * *
{later} 06-02:00:00:00:00:0e 10.9.0.114 * *
{later} 20- 10.9.0.105 * ff:01:02
{later} * 10.9.0.106 * *
{before} 02:00:00:00:00:07 10.9.0.107 * *
4294967295 02:00:00:00:00:08 10.9.0.108 * *
0 02:00:00:00:00:09 10.9.0.109 * *
{later} 02:00:00:00:00:0a 10.9.0.110 a *
{later} 2:0:0:0:0:b 10.9.0.111 * *
{later} 02:00:00:00:00:0c 10.9.0.112 * 1:2:4
{later} 02-00-00-00-00-0f 10.9.0.115 * *
{later} 00:00:00:00:00:00 10.9.0.116 * *
{later} 02:00:00:00:00:11 10.9.0.117 first *
{later} 02:00:00:00:00:12 10.9.0.117 second *
43200 02:00:00:00:00:13 10.9.0.119 * *
{later}  02:00:00:00:00:14  10.9.0.120 * *
duid 00:01:00:01:2c:aa:bb:cc:02:00:00:00:00:01
{later} 77 fd00::100 printer 00:03:00:01:02:00:00:00:00:40
{later} T78 fd00::101 * 00:03:00:01:02:00:00:00:00:41
{later} 02:00:00:00:00:15 10.9.0.121 * *
{later} 02:00:00:00:00:0d 10.9.0.113 *
"""
WHATS = {
    101: "dynamic", 102: "hardware *", 103: "Ethernet said", 114: "token ring", 105: "no hardware address",
    106: "nobody's", 107: "until before", 108: "length of never", 109: "infinite", 110: "host name",
    111: "groups of one digit", 112: "client identifier in short groups", 113: "four fields, the last row", 115: "dashes",
    116: "hardware address of zeros", 117: "the second row of an address", 119: "a length", 120: "two spaces",
    121: "behind DHCPv6 leases",
}


def by_hand(net, link, place):
    now = int(time.time())
    with open(os.path.join(place, "leases"), "w") as file:
        file.write(BY_HAND.format(later=now + 80000, before=now - 1000))
    rows = []
    for number, what in WHATS.items():
        one = clients.Client(link, f"02:00:00:00:00:{number - 100:02x}")
        if number in (102, 105):
            one = clients.Client(link, "02:00:00:00:00:02" if number == 102 else "", 1 if number == 102 else 32)
        if number == 114:
            one = clients.Client(link, "02:00:00:00:00:0e", 6)
        if number == 117:
            one = clients.Client(link, "02:00:00:00:00:12")
        one.options[61] = {102: b"\1\2\3", 105: b"\xff\1\2", 112: b"\1\2\4"}.get(number)
        rows.append(judgement.Row(f"10.9.0.{number}", what, None if number in (106, 116) else one))
    return Dnsmasq(net), rows
