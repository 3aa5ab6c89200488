"""Clients' messages and servers' replies (RFC 2131, RFC 2132, RFC 3396)."""

import ipaddress
import struct

COOKIE = b"\x63\x82\x53\x63"
DISCOVER, REQUEST = 1, 3
LAYOUT = [
    ("op", 1), ("htype", 1), ("hlen", 1), ("hops", 1), ("xid", 4), ("secs", 2), ("flags", 2), ("ciaddr", 4),
    ("yiaddr", 4), ("siaddr", 4), ("giaddr", 4), ("chaddr", 16), ("sname", 64), ("file", 128)]


def packed(address):
    return ipaddress.ip_address(address).packed


def address(octets):
    return str(ipaddress.ip_address(octets))


def options(octets):
    found = {}
    while octets and octets[0] != 255:
        if octets[0] == 0:
            octets = octets[1:]
            continue
        found[octets[0]] = found.get(octets[0], b"") + octets[2 : 2 + octets[1]]
        octets = octets[2 + octets[1] :]
    return found


class Reply:
    """The fixed fields and the options of a reply, also of those that it keeps in `file` and `sname`."""

    def __init__(self, octets):
        self.fields, place = {}, 0
        for name, count in LAYOUT:
            self.fields[name] = octets[place : place + count]
            place += count
        self.options = options(octets[place + 4 :])
        for bit, name in ((1, "file"), (2, "sname")):
            if self.options.get(52, b"\0")[0] & bit:
                for code, value in options(self.fields[name]).items():
                    self.options[code] = self.options.get(code, b"") + value
                self.fields[name] = b""
        for name in ("file", "sname"):
            self.fields[name] = self.fields[name].split(b"\0")[0]


class Client:
    """A client at a place: the address of its relay, or the name of its link."""

    def __init__(self, what, place, hardware, parameters, **options):
        self.what, self.place, self.parameters = what, place, parameters
        self.hardware = bytes.fromhex(hardware.replace(":", ""))
        self.options = {int(code.lstrip("o")): value for code, value in options.items()}
        self.number = 0

    @property
    def is_relayed(self):
        return self.place[0].isdigit()

    def xid(self, kind):
        return bytes([0x5A, 1 if kind == "offer" else 2]) + self.number.to_bytes(2, "big")

    def discover(self, number):
        self.number = number
        return self.message(DISCOVER, "offer", {})

    def request(self, offer):
        return self.message(REQUEST, "ack", {50: offer.fields["yiaddr"], 54: offer.options.get(54)})

    def message(self, kind, name, more):
        giaddr = packed(self.place) if self.is_relayed else bytes(4)
        # Who has no address yet gets its answer by broadcast.
        flags = 0 if self.is_relayed else 0x8000
        head = struct.pack("!BBBB4sHH", 1, 1, 6, int(self.is_relayed), self.xid(name), 0, flags)
        head += bytes(12) + giaddr + self.hardware.ljust(16, b"\0") + bytes(192)
        body = COOKIE
        given = {53: bytes([kind]), 55: self.parameters and bytes(self.parameters), **self.options, **more}
        # The relay's own option comes last (RFC 3046 section 2.1).
        for code, value in sorted(given.items(), key=lambda option: option[0] == 82):
            if value is not None:
                body += bytes([code, len(value)]) + value
        return (head + body + b"\xff").ljust(300, b"\0")
