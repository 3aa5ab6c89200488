"""The three configurations: their links and pools, how their servers are started, and who asks them."""

import os
import shutil

import judgement
import wire


class Link:
    """A link by its name, with the server's address, and those of the relay that all its clients are behind, if any."""

    def __init__(self, name, server, *relays):
        self.name, self.server, self.relays = name, server, list(relays)


class Example:
    def original(self, root):
        return os.path.join(root, "Examples", "originals", self.file)

    def start_ours(self, pair, root, place, program):
        home = os.path.join(place, "ours")
        os.makedirs(home)
        path = shutil.copy(os.path.join(root, "Examples", f"from-{self.name}.yaml"), home)
        words = ["env", f"--chdir={home}", program, "serve", "--config", path]
        judgement.Process(pair, 1, words, os.path.join(place, "ours.log"), "ready")

    def clients(self):
        """Everybody at every place: each hardware address that is named, and as many kinds of strangers."""
        found = []
        for place in self.places:
            for what, options in self.kinds.items():
                number = len(found)
                parameters = PARAMETERS[number % len(PARAMETERS)]
                found.append(wire.Client(
                    f"{what}, asks for {len(parameters or [])}", place, f"02:00:00:00:{number >> 8:02x}:{number & 255:02x}",
                    parameters, **options))
            for number in self.reserved:
                if place in self.homes.get(number, self.places):
                    found.append(wire.Client(
                        f"reservation {number:02}, asks for {len(PARAMETERS[1])}", place,
                        f"52:54:00:12:00:{number:02}", PARAMETERS[1]))
        return found + self.more()

    homes = {}

    def more(self):
        return []


# What is asked for: by a small client, a common one, one that wants everything, and one that leaves the option out.
PARAMETERS = [
    [1, 3], [1, 3, 6, 12, 15, 26, 28, 42, 51, 58, 59, 119], [1, 3, 6, 15, 43, 66, 67, 150, 224], None,
    list(range(1, 50)) + [51, 58, 59, 66, 67, 119, 121, 150, 224]]

# Kinds of strangers, by what they send.
KINDS = {
    "plain": {},
    "with a client identifier": {"o61": b"\x01\x02\xaa\xbb\xcc\xdd\xee"},
    "with another's kind of identifier": {"o61": b"\xff\x01\x02\x03\x04\x05"},
    "with a host name": {"o12": b"laptop"},
    "for a minute": {"o51": (60).to_bytes(4, "big")},
    "for two hours": {"o51": (7200).to_bytes(4, "big")},
    "for a month": {"o51": (2_592_000).to_bytes(4, "big")},
    "for ever": {"o51": b"\xff\xff\xff\xff"},
    "MSFT": {"o60": b"MSFT 5.0", "o12": b"desktop", "o57": (1500).to_bytes(2, "big")},
    "dhcpcd": {"o60": b"dhcpcd-9.4.1:Linux-6.1:x86_64", "o57": (1472).to_bytes(2, "big")},
    "PXE with a BIOS": {"o60": b"PXEClient:Arch:00000:UNDI:002001", "o93": b"\0\0", "o97": bytes(17)},
    "PXE with UEFI": {"o60": b"PXEClient:Arch:00007:UNDI:003016", "o93": b"\0\7", "o97": bytes(17)},
    "PXE without an architecture": {"o60": b"PXEClient"},
    "something like PXE": {"o60": b"PXEClien"},
    "Android": {"o60": b"android-dhcp-14", "o57": (1500).to_bytes(2, "big"), "o12": b"Pixel",
                "o61": b"\x01\x02\x99\x98\x97\x96\x95"},
    "udhcp": {"o60": b"udhcp 1.36.1", "o57": (576).to_bytes(2, "big")},
}


def kinds(*vendors):
    found = dict(KINDS)
    for vendor in vendors:
        found[f"vendor class {vendor.decode()}"] = {"o60": vendor}
        found[f"vendor class {vendor.decode()}, for a month"] = {
            "o60": vendor, "o51": (2_592_000).to_bytes(4, "big")}
        found[f"vendor class {vendor.decode()}, with an identifier"] = {
            "o60": vendor, "o61": b"\x00" + vendor, "o12": b"thing"}
    return found


class ISC(Example):
    name, program, file = "isc", "dhcpd", "dhcpd.conf"
    links = [Link("eth0", "10.20.1.2", "10.20.1.1", "10.20.2.1")]
    places = ["10.20.1.1", "10.20.2.1"]
    pools = {"phones": ("10.20.1.200", "10.20.1.239"), "others": ("10.20.1.50", "10.20.1.199"),
             "known": ("10.20.2.50", "10.20.2.99")}
    kinds = kinds(b"ACME-Tel 7", b"ACME-Tel", b"acme-tel 7")
    reserved = [1, 2, 3, 99]

    def start_original(self, pair, root, place):
        leases = os.path.join(place, "leases")
        open(leases, "w").close()
        words = ["dhcpd", "-4", "-f", "-d", "-cf", self.original(root), "-lf", leases, "-pf",
                 os.path.join(place, "pid"), "eth0"]
        judgement.Process(pair, 0, words, os.path.join(place, "log"), "Server starting service")


class Kea(Example):
    name, program, file = "kea", "kea-dhcp4", "kea-dhcp4.conf"
    links = [Link("eth0", "172.20.1.2", "172.20.1.1", "172.20.2.1")]
    places = ["172.20.1.1", "172.20.2.1"]
    pools = {"first": ("172.20.1.50", "172.20.1.199"), "guests": ("172.20.2.50", "172.20.2.99")}
    kinds = kinds(b"ACME-AP", b"ACME", b"ACME-")
    reserved = [1, 99]

    def start_original(self, pair, root, place):
        path = os.path.join(place, "kea.conf")
        with open(self.original(root)) as original, open(path, "w") as file:
            file.write(original.read().replace("/var/lib/kea/", place + "/"))
        environment = {"KEA_PIDFILE_DIR": place, "KEA_LOCKFILE_DIR": place, "KEA_DHCP_DATA_DIR": place}
        judgement.Process(
            pair, 0, ["kea-dhcp4", "-c", path], os.path.join(place, "log"), "DHCP4_STARTED", environment)

    def more(self):
        """Whoever is at a port for which an address is reserved, and at another one."""
        return [
            wire.Client(f"at port {port.decode()}", "172.20.1.1", f"02:00:00:00:ff:{number:02x}", PARAMETERS[1],
                        o82=b"\x01" + bytes([len(port)]) + port)
            for number, port in enumerate([b"eth1/0/7", b"eth1/0/8"])]


class Dnsmasq(Example):
    name, program, file = "dnsmasq", "dnsmasq", "dnsmasq.conf"
    links = [Link("lan0", "192.168.10.1"), Link("guest0", "192.168.20.1")]
    places = ["lan0", "guest0"]
    pools = {"lan": ("192.168.10.100", "192.168.10.199"), "guest": ("192.168.20.100", "192.168.20.199")}
    kinds = kinds(b"PlayBox 3", b"The PlayBox", b"Playbox")
    reserved = [1, 3, 99]
    # One machine comes with its own name and hardware address only where it is at home.
    homes = {1: ["lan0"], 3: ["lan0"]}

    def start_original(self, pair, root, place):
        words = ["dnsmasq", "--keep-in-foreground", "--user=root", "--group=root", "--log-facility=-", "--no-ping",
                 f"--conf-file={self.original(root)}", f"--dhcp-leasefile={place}/leases", f"--pid-file={place}/pid"]
        judgement.Process(pair, 0, words, os.path.join(place, "log"), "DHCP, IP range 192.168.10.100")


ALL = [ISC(), Kea(), Dnsmasq()]
