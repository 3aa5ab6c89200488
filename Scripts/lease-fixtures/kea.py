"""Kea's DHCPv4 server, and what its cleanup leaves beside its file."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time

import clients
import judgement

HOOKS = "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_lease_cmds.so"
LFC = "/usr/sbin/kea-lfc"


class Kea:
    name = "kea"
    settling = 1
    pause = 0
    wait = 1.5

    def __init__(self, net, **more):
        self.net, self.more = net, more

    def version(self):
        return "kea-dhcp4 " + subprocess.run(["kea-dhcp4", "-v"], capture_output=True, text=True).stdout.strip()

    def configuration(self, place, pool, more):
        return {
            "interfaces-config": {"interfaces": ["eth0"], "dhcp-socket-type": "udp", "re-detect": False},
            "lease-database": {
                "type": "memfile", "persist": True, "name": os.path.join(place, "kea-leases4.csv"), "lfc-interval": 0},
            "control-socket": {"socket-type": "unix", "socket-name": os.path.join(place, "control", "socket")},
            "hooks-libraries": [{"library": HOOKS}],
            "expired-leases-processing": {
                "reclaim-timer-wait-time": 1, "hold-reclaimed-time": 86400, "flush-reclaimed-timer-wait-time": 3600},
            "min-valid-lifetime": 1, "valid-lifetime": 86400, "max-valid-lifetime": 4294967295,
            "hostname-char-set": "", "store-extended-info": True,
            "subnet4": [{"id": 1, "subnet": "10.9.0.0/24", "pools": [{"pool": f"{pool[0]} - {pool[1]}"}]}],
            **more,
        }

    def start(self, place, pool, environment={}, **more):
        if not os.path.exists(HOOKS):
            more = {"hooks-libraries": [], **more}
        # No other mode is allowed.
        control = os.path.join(place, "control")
        os.makedirs(control, exist_ok=True)
        os.chmod(control, 0o750)
        path = os.path.join(place, "kea.conf")
        with open(path, "w") as file:
            json.dump({"Dhcp4": self.configuration(place, pool, more)}, file)
        environment = {
            "KEA_PIDFILE_DIR": place, "KEA_LOCKFILE_DIR": place, "KEA_DHCP_DATA_DIR": place,
            "KEA_CONTROL_SOCKET_DIR": control, **environment}
        process = judgement.Process(
            self.net, 0, ["kea-dhcp4", "-c", path], os.path.join(place, "log"), "DHCP4_STARTED", environment)
        return process

    def command(self, place, command, **arguments):
        with socket.socket(socket.AF_UNIX) as end:
            end.connect(os.path.join(place, "control", "socket"))
            end.sendall(json.dumps({"command": command, "arguments": arguments}).encode())
            answer = b""
            while part := end.recv(65536):
                answer += part
        answer = json.loads(answer)
        if answer["result"] != 0:
            raise RuntimeError(f"{command}: {answer}")
        return answer

    def clean(self, place):
        source = tempfile.mkdtemp(prefix="lease-fixtures-")
        for name in os.listdir(place):
            if name.startswith("kea-leases4.csv") and not name.endswith(".pid"):
                shutil.copy(os.path.join(place, name), source)
        yield "", source

    def file(self, name):
        return name.removeprefix("kea-leases4")

    def rows(self, place):
        """What stands in its file; the server writes no row again, so its companions count too."""
        found = {}
        base = os.path.join(place, "kea-leases4.csv")
        completed = [".completed"] if os.path.exists(base + ".completed") else [".2", ".1"]
        for suffix in completed + [""]:
            if not os.path.exists(base + suffix):
                continue
            with open(base + suffix, errors="surrogateescape") as file:
                names = file.readline().rstrip("\n").split(",")
                for line in file:
                    row = dict(zip(names, line.rstrip("\n").split(",")))
                    ends = "never" if row["valid_lifetime"] == "4294967295" else row["expire"]
                    found[row["address"]] = (row["state"], ends)
                    if row["valid_lifetime"] == "0":
                        del found[row["address"]]
        return found


def fill(net, link, place, server):
    rows = []

    def client(number, what, seconds=None, **more):
        address = f"10.9.0.{100 + number}"
        one = clients.Client(link, more.pop("hardware", f"02:00:00:00:00:{number:02x}"), **more)
        rows.append(judgement.Row(address, what, one))
        return one.take(address, seconds)

    client(1, "assigned, no client identifier")
    client(2, "assigned, client identifier", identifier=bytes([0, 255, 44, 10]))
    client(3, "assigned, odd host name", host=b'a,b"c&#x2cd;{ }')
    client(4, "assigned, infinite", clients.FOREVER)
    client(5, "released").release("10.9.0.105")
    client(6, "expired and reclaimed", 2)
    client(8, "declined", identifier=b"\x01\x02\x03").decline("10.9.0.108")
    client(9, "user context with commas", relay=b"\x01\x04a,b\"\x02\x021;")
    client(10, "token ring", type=6)
    client(11, "InfiniBand, no hardware address", type=32, hardware="", identifier=b"\xff\x00\x01\x02")
    client(12, "client identifier of a hardware address", identifier=b"\x01\x02\x00\x00\x00\x00\x0c")
    client(13, "renewed")
    rows[-1].client.take("10.9.0.113")
    client(14, "released, then another's").release("10.9.0.114")
    del rows[-1]
    time.sleep(3)
    one = clients.Client(link, "02:00:00:00:00:20")
    rows.append(judgement.Row("10.9.0.114", "assigned, after another's", one))
    one.take("10.9.0.114")
    return rows, client


def states(net, link, place):
    server = Kea(net)
    process = server.start(place, judgement.WIDE)
    rows, client = fill(net, link, place, server)
    if os.path.exists(HOOKS):
        context = {"comment": "a, b", "list": [1, 2, {"x": "\"y\",z"}]}
        server.command(
            place, "lease4-add", **{
                "subnet-id": 1, "ip-address": "10.9.0.130", "hw-address": "02:00:00:00:00:30", "user-context": context})
        rows.append(judgement.Row("10.9.0.130", "added by a command", clients.Client(link, "02:00:00:00:00:30")))
        server.command(
            place, "lease4-add", **{"subnet-id": 1, "ip-address": "10.9.0.131", "hw-address": "02:00:00:00:00:31"})
        server.command(place, "lease4-del", **{"ip-address": "10.9.0.131"})
        rows.append(judgement.Row("10.9.0.131", "deleted by a command", clients.Client(link, "02:00:00:00:00:31")))
    client(7, "expired while the server was down", 2)
    process.stop()
    rows.append(judgement.Row("10.9.0.150", "never leased", None))
    time.sleep(3)
    return server, rows


def program(place, text):
    path = os.path.join(place, "lfc")
    with open(path, "w") as file:
        file.write(f"#!/bin/sh\n{text}\n")
    os.chmod(path, 0o755)
    return path


def clean_up(server, place, lfc=LFC):
    """Runs the server until it has begun a cleanup, which `lfc` carries out."""
    memfile = {"type": "memfile", "persist": True, "name": os.path.join(place, "kea-leases4.csv"), "lfc-interval": 1}
    process = server.start(place, judgement.WIDE, {"KEA_LFC_EXECUTABLE": lfc}, **{"lease-database": memfile})
    time.sleep(1.7)
    return process


def cleanup(end):
    """A cleanup that ended, with leases that changed after it; or one that ended before its time, after one that ended.

    `unlink`: with everything in `.completed`. `nothing`: before it wrote anything.
    """
    def work(net, link, place):
        server = Kea(net)
        process = server.start(place, judgement.WIDE)
        rows, client = fill(net, link, place, server)
        process.stop()
        clean_up(server, place).stop()
        process = server.start(place, judgement.WIDE)
        client(19, "assigned before the second cleanup")
        one, address = rows[1].client, rows[1].address
        one.release(address)
        rows[1].what = "released before the second cleanup"
        time.sleep(0.3)
        process.stop()
        if end == "unlink":
            log = os.path.join(place, "strace")
            cut = f'exec strace -f -o {log} -e trace=unlink -e inject=unlink:signal=KILL {LFC} "$@"'
        else:
            cut = "exit 1"
        process = clean_up(server, place, LFC if end == "done" else program(place, cut))
        client(20, "assigned after the cleanup")
        one, address = rows[0].client, rows[0].address
        one.release(address)
        rows[0].what = "released after the cleanup"
        time.sleep(0.3)
        process.stop()
        rows.append(judgement.Row("10.9.0.150", "never leased", None))
        return server, rows

    return work


BY_HAND = """address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context
10.9.0.101,02:00:00:00:00:01,,3600,{later},1,0,0,,0,
10.9.0.101,,,86400,{later},1,0,0,,1,
10.9.0.102,,,3600,{before},1,0,0,,1,
10.9.0.103,02:00:00:00:00:03,,3600,{later},1,0,0,,2,
10.9.0.104,02:00:00:00:00:04,,3600,{later},1,0,0,,3,
10.9.0.105,02:00:00:00:00:05,,3600,{later},1,0,0,,4,
10.9.0.106,02:00:00:00:00:06,00,3600,{later},1,0,0,,0,
10.9.0.107,,,3600,{later},1,0,0,,0,
10.9.0.108,02:00:00:00:00:08,,4294967295,{before},1,0,0,,0,
10.9.0.109,,01:02:03,3600,{later},1,0,0,,0,
10.9.0.110,02:00:00:00:00:0a,,3600,{later},1,1,1,a.b.,0,
10.9.0.111,02:00:00:00:00:0b,,3600,{later},1,0,0,,0
10.9.0.112,02-00-00-00-00-0c,,3600,{later},1,0,0,,0,
10.9.0.113,02:00:00:00:00:0d,,3600,{later},1,0,0,,0,a,b
10.9.0.114,02:00:00:00:00:0e,,3600,{before},1,0,0,,0,
10.9.0.115,02:00:00:00:00:0f,,3600,{later},1,0,0,,,
10.9.0.116,02:00:00:00:00:10,,3600,{later},1,0,0,,0,
10.9.0.116,02:00:00:00:00:10,,0,{later},1,0,0,,0,
10.9.0.118,2:0:0:0:0:12,,3600,{later},1,0,0,,0,
"""
WHATS = {
    101: "declined, after a lease", 102: "declined until before", 103: "expired, with an end to come",
    104: "state 3", 105: "state 4", 106: "client identifier of one octet", 107: "assigned to nobody",
    108: "infinite, with an end before", 109: "client identifier alone", 110: "with DNS flags",
    111: "no user context", 112: "dashes", 113: "user context with a comma as it is", 114: "assigned until before",
    115: "no state", 116: "deleted", 118: "groups of one digit",
}


def by_hand(net, link, place):
    """What this version leaves under no circumstance, or what others leave."""
    now = int(time.time())
    with open(os.path.join(place, "kea-leases4.csv"), "w") as file:
        file.write(BY_HAND.format(later=now + 80000, before=now - 1000))
    rows = []
    for number, what in WHATS.items():
        one = clients.Client(link, f"02:00:00:00:00:{number - 100:02x}")
        if number == 106:
            one.options[61] = b"\0"
        if number == 109:
            one.options[61] = b"\1\2\3"
        rows.append(judgement.Row(f"10.9.0.{number}", what, None if number in (102, 107) else one))
    return Kea(net), rows
