"""Clients behind the relay: what they send, and what comes back (RFC 2131, RFC 951)."""

import ipaddress
import os
import socket
import struct
import time

import network

COOKIE = b"\x63\x82\x53\x63"
DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE = range(1, 8)
FOREVER = 0xFFFFFFFF


def packed(address):
    return ipaddress.ip_address(address).packed


class Reply:
    def __init__(self, octets):
        self.xid = octets[4:8]
        self.address = str(ipaddress.ip_address(octets[16:20]))
        self.options = {}
        rest = octets[240:]
        while len(rest) > 1 and rest[0] != 255:
            if rest[0] == 0:
                rest = rest[1:]
                continue
            self.options[rest[0]] = rest[2 : 2 + rest[1]]
            rest = rest[2 + rest[1] :]
        self.kind = self.options.get(53, b"\0")[0]
        self.server = self.options.get(54, b"")


class Client:
    """A client: its hardware type and address, and options that it sends with everything."""

    def __init__(self, link, hardware, type=1, identifier=None, host=None, relay=None):
        self.link = link
        self.type = type
        self.hardware = bytes.fromhex(hardware.replace(":", ""))
        self.options = {12: host, 61: identifier, 82: relay}
        self.wait = 1.5

    def message(self, kind, options, ciaddr="0.0.0.0"):
        head = struct.pack("!BBBB4sHH", 1, self.type, len(self.hardware), 1, os.urandom(4), 0, 0)
        head += packed(ciaddr) + bytes(8) + packed(network.RELAY) + self.hardware.ljust(16, b"\0") + bytes(192)
        body = COOKIE
        given = {53: bytes([kind]) if kind else None, 55: bytes([1, 3, 51]), **self.options, **options}
        for code, value in given.items():
            if value is not None:
                body += bytes([code, len(value)]) + value
        return (head + body + b"\xff").ljust(300, b"\0")

    def send(self, message, servers=None):
        # udhcpd answers a relay from a second socket, which would get what comes before that is closed.
        time.sleep(0.05)
        for server in servers or network.SERVERS:
            self.link.sendto(message, (server, 67))

    def ask(self, message, servers=None, wait=None):
        """All answers, or the first when one server is asked."""
        self.send(message, servers)
        end = time.monotonic() + (wait or self.wait)
        replies = []
        while (left := end - time.monotonic()) > 0:
            self.link.settimeout(left)
            try:
                octets = self.link.recv(4096)
            except (socket.timeout, TimeoutError):
                break
            except ConnectionError:
                continue
            if len(octets) >= 240 and octets[4:8] == message[4:8]:
                replies.append(Reply(octets))
                if servers and len(servers) == 1:
                    break
        return replies

    def discover(self, address=None, servers=network.SERVERS[:1], seconds=None):
        options = {50: packed(address) if address else None, 51: seconds and struct.pack("!I", seconds)}
        return self.ask(self.message(DISCOVER, options), servers)

    def take(self, address, seconds=None, servers=network.SERVERS[:1]):
        """Takes this very address."""
        for offer in self.discover(address, servers, seconds):
            if offer.address != address:
                continue
            options = {50: packed(address), 54: offer.server, 51: seconds and struct.pack("!I", seconds)}
            answers = self.ask(self.message(REQUEST, options), servers)
            if any(answer.kind == ACK for answer in answers):
                self.server = offer.server
                return self
        raise RuntimeError(f"{self.hardware.hex(':')} does not get {address}")

    def take_any(self, servers, seconds=None):
        """Takes what it is offered, and gives the address."""
        for offer in self.discover(servers=servers, seconds=seconds):
            return self.take(offer.address, seconds, servers) and offer.address
        raise RuntimeError(f"{self.hardware.hex(':')} is offered nothing")

    def renew(self, address, servers, seconds=None):
        """Whether a server renews the lease."""
        message = self.message(REQUEST, {51: seconds and struct.pack("!I", seconds)}, ciaddr=address)
        return any(answer.kind == ACK for answer in self.ask(message, servers))

    def release(self, address):
        self.send(self.message(RELEASE, {54: self.server}, ciaddr=address))

    def decline(self, address):
        self.send(self.message(DECLINE, {50: packed(address), 54: self.server}))

    def boot(self, servers=network.SERVERS[:1]):
        """BOOTP; gives the address."""
        return [answer.address for answer in self.ask(self.message(None, {}), servers)]
