"""How answers may differ, and the comparison."""

import collections
import ipaddress

import wire


class Named:
    """A difference that has a name: of some servers, of some fields or options, and of some clients and values."""

    def __init__(self, name, examples, items, of):
        self.name, self.examples, self.items, self.of = name, examples.split(), items, of


def is_added(client, original, ours):
    return original is None


def is_left_out(client, original, ours):
    return ours is None


def asks(client, code):
    return code in (client.parameters or [])


def is_added_for_pxe(client, original, ours):
    return original is None and client.options.get(60, b"").startswith(b"PXEClient")


def is_added_unasked(client, original, ours):
    return original is None and ours is not None and client.parameters is not None


def is_added_without_list(client, original, ours):
    return original is None and client.parameters is None


NAMED = [
    Named("hops is 0 in a reply here (RFC 2131 table 3), and the relay's there", "isc kea", ["hops"],
          lambda client, original, ours: original == b"\1" and ours == b"\0"),
    Named("the client identifier is returned here (RFC 6842)", "isc dnsmasq", [61],
          lambda client, original, ours: original is None and ours == client.options[61]),
    Named("the machine identifier of a PXE client is returned here (RFC 4578 section 2.3)", "isc kea dnsmasq", [97],
          is_added_for_pxe),
    Named("a PXE client is told here what it loads in options besides the fields, and that it need not look for a boot "
          "server", "isc dnsmasq", [43, 60, 66, 67], is_added_for_pxe),
    Named("the options of a class go out unasked here (RFC 2131 section 4.3.1)", "isc dnsmasq", [26, 150],
          is_added_unasked),
    Named("T1 and T2 go out with each lease here, to who asks for them or for nothing particular", "isc", [58, 59],
          lambda client, original, ours: original is None and (client.parameters is None or asks(client, 58))),
    Named("a reservation with an address makes its client known on the link of that address alone", "isc", ["answer"],
          lambda client, original, ours: client.what.startswith("reservation 01") and client.place == "10.20.2.1"),
    Named("who leaves out option 55 gets the options of the configuration here, and none there", "kea", [42, 119, 224],
          is_added_without_list),
    Named("Kea sends name servers unasked", "kea", [6],
          lambda client, original, ours: ours is None and not asks(client, 6)),
    Named("the client's host name is not returned here, and in small letters by Kea", "kea dnsmasq", [12],
          lambda client, original, ours: ours is None and original.lower() == client.options.get(12, b"").lower()),
    Named("Kea leaves out T1 and T2 that a short lease does not reach; here they are parts of it then", "kea", [58, 59],
          is_added),
    Named("of a shared network Kea prefers the subnet from which it leased last, and this server the relay's", "kea",
          ["yiaddr", 3], lambda client, original, ours: client.place == "172.20.2.1"),
    Named("dnsmasq sends a broadcast address that nobody configured", "dnsmasq", [28], is_left_out),
    Named("dnsmasq sends T1 and T2 unasked", "dnsmasq", [58, 59],
          lambda client, original, ours: ours is None and not asks(client, 58)),
    Named("dnsmasq leaves out T1 and T2 of a lease without an end", "dnsmasq", [58, 59],
          lambda client, original, ours: original is None and ours == b"\xff" * 4),
    Named("a name of the boot server is sent to who asks for it here", "dnsmasq", [66],
          lambda client, original, ours: original is None and asks(client, 66)),
    Named("dnsmasq ends the boot file name in option 67 with a zero octet", "dnsmasq", [67],
          lambda client, original, ours: original == ours + b"\0"),
    Named("dnsmasq leaves the field `file` empty where option 67 has the name", "dnsmasq", ["file"],
          lambda client, original, ours: original == b"" and asks(client, 67)),
]


class Judge:
    def __init__(self, example):
        self.example = example
        self.compared = 0
        self.unnamed = []
        self.named = collections.Counter()

    def compare(self, client, original, ours):
        for kind in ("offer", "ack"):
            if (kind in original) != (kind in ours):
                self.differ(client, kind, "answer", original.get(kind) and "yes", ours.get(kind) and "yes")
            elif kind in original:
                self.compare_replies(client, kind, self.items(original[kind]), self.items(ours[kind]))

    def compare_replies(self, client, kind, original, ours):
        for item in {**original, **ours}:
            self.compared += 1
            if original.get(item) != ours.get(item):
                self.differ(client, kind, item, original.get(item), ours.get(item))

    def items(self, reply):
        """Fields by name and options by number; an address of a pool stands for the pool."""
        found = {**reply.fields, **reply.options}
        address = ipaddress.ip_address(reply.fields["yiaddr"])
        for name, (first, last) in self.example.pools.items():
            if ipaddress.ip_address(first) <= address <= ipaddress.ip_address(last):
                found["yiaddr"] = f"of pool {name}"
        return found

    def differ(self, client, kind, item, original, ours):
        for named in NAMED:
            if self.example.name in named.examples and item in named.items and named.of(client, original, ours):
                self.named[named.name] += 1
                return
        show = lambda value: value.hex(" ") if isinstance(value, bytes) else value
        self.unnamed.append(
            f"{client.what} at {client.place}, {kind}, {item}: {show(original)} | {show(ours)}")

    def unused(self):
        """Names that stand for nothing any more."""
        return [
            f"nothing differs as in: {named.name}"
            for named in NAMED if self.example.name in named.examples and named.name not in self.named]
