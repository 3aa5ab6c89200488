"""Namespaces on one link: two servers, and a relay behind which all clients are."""

import contextlib
import ctypes
import os
import socket
import subprocess

SERVERS = ["10.9.0.1", "10.9.0.3"]
RELAY = "10.9.0.2"
CLONE_NEWNET = 0x40000000


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


class Network:
    def __init__(self):
        self.prefix = f"lease-{os.getpid()}-"
        self.names = []

    def __enter__(self):
        try:
            self.build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def build(self):
        wire = self.add("wire")
        self.within(wire, "ip", "link", "add", "bridge", "type", "bridge")
        self.within(wire, "ip", "link", "set", "bridge", "up")
        for name, address in [("server0", SERVERS[0]), ("server1", SERVERS[1]), ("relay", RELAY)]:
            space = self.add(name)
            self.within(space, "ip", "link", "add", "eth0", "type", "veth", "peer", "name", name, "netns", wire)
            self.within(wire, "ip", "link", "set", name, "master", "bridge", "up")
            self.within(space, "ip", "link", "set", "lo", "up")
            self.within(space, "ip", "link", "set", "eth0", "up")
            self.within(space, "ip", "address", "add", f"{address}/24", "dev", "eth0")
            number = address.rsplit(".")[-1]
            self.within(space, "ip", "address", "add", f"fd00::{number}/64", "dev", "eth0", "nodad")

    def __exit__(self, *_):
        for name in self.names:
            subprocess.run(["ip", "netns", "delete", name], check=False)

    def add(self, name):
        name = self.prefix + name
        run("ip", "netns", "add", name)
        self.names.append(name)
        return name

    def within(self, space, *words):
        return run("ip", "netns", "exec", space, *words)

    def server(self, number=0):
        return f"{self.prefix}server{number}"

    def connect(self, number, isUp):
        """Puts the plug of a server in, or pulls it."""
        self.within(self.prefix + "wire", "ip", "link", "set", f"server{number}", "up" if isUp else "down")

    @contextlib.contextmanager
    def inside(self, name):
        libc = ctypes.CDLL(None, use_errno=True)
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        there = os.open(f"/var/run/netns/{self.prefix}{name}", os.O_RDONLY)
        try:
            if libc.setns(there, CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
            yield
        finally:
            libc.setns(home, CLONE_NEWNET)
            os.close(home)
            os.close(there)

    def relay(self):
        """A socket of the relay agent."""
        with self.inside("relay"):
            end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            end.bind((RELAY, 67))
        return end
