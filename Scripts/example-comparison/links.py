"""Two servers that do not see each other, each with the same machines on its links, and what these ask."""

import select
import socket
import time

import network
import wire

# A server that pings an address before it offers it takes its time.
QUIET = 6


class Pair(network.Network):
    """For each side a namespace of the server and one of the clients, with the links of an example between them."""

    def __init__(self, example):
        super().__init__()
        self.example = example

    def build(self):
        for side in range(2):
            server, clients = self.add(f"server{side}"), self.add(f"clients{side}")
            for space in (server, clients):
                self.within(space, "ip", "link", "set", "lo", "up")
                self.within(space, "sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0")
                self.within(space, "sysctl", "-qw", "net.ipv4.conf.default.rp_filter=0")
            for link in self.example.links:
                self.within(
                    server, "ip", "link", "add", link.name, "type", "veth", "peer", "name", link.name, "netns", clients)
                for space, addresses in ((server, [link.server]), (clients, link.relays)):
                    self.within(space, "ethtool", "-K", link.name, "tx", "off")
                    self.within(space, "ip", "link", "set", link.name, "up")
                    for address in addresses:
                        self.within(space, "ip", "address", "add", f"{address}/24", "dev", link.name)
                for relay in link.relays[1:]:
                    net = relay.rsplit(".", 1)[0] + ".0/24"
                    self.within(server, "ip", "route", "add", net, "via", link.relays[0])

    def sockets(self, side):
        """A socket for each relay, and one for the clients of each link that has none."""
        found = {}
        with self.inside(f"clients{side}"):
            for link in self.example.links:
                for relay in link.relays or [None]:
                    end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                    if relay:
                        end.bind((relay, 67))
                    else:
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, link.name.encode())
                        end.bind(("0.0.0.0", 68))
                    found[relay or link.name] = end, (link.server, 67) if relay else ("255.255.255.255", 67)
        return found


def ask(pair, side, clients):
    """DISCOVER of each client, and REQUEST of what it is offered: its answers by kind."""
    sockets = pair.sockets(side)
    answers = [{} for _ in clients]

    def collect(kind, messages):
        for number, message in messages.items():
            end, target = sockets[clients[number].place]
            end.sendto(message, target)
            time.sleep(0.005)
        until = time.monotonic() + QUIET
        waiting = set(messages)
        while waiting and (left := until - time.monotonic()) > 0:
            for end in select.select([end for end, _ in sockets.values()], [], [], left)[0]:
                try:
                    reply = wire.Reply(end.recv(4096))
                except ConnectionError:
                    continue
                number = int.from_bytes(reply.fields["xid"][2:], "big")
                if number in waiting and reply.fields["xid"] == clients[number].xid(kind):
                    waiting.remove(number)
                    answers[number][kind] = reply
                    until = time.monotonic() + QUIET

    collect("offer", {number: client.discover(number) for number, client in enumerate(clients)})
    collect("ack", {
        number: clients[number].request(answer["offer"]) for number, answer in enumerate(answers) if "offer" in answer})
    for end, _ in sockets.values():
        end.close()
    return answers
