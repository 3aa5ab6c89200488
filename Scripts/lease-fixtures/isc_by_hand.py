"""Blocks as old and other builds of dhcpd write them, and what nobody should."""

import os
import time

import clients
import isc
import judgement

# Address, what it is, statements; `L` is a time to come, `B` one that is over, and `S` one when leases begin.
BLOCKS = [
    (101, "free without an end", "starts S; binding state free; H"),
    (102, "backup without an end", "starts S; binding state backup; H"),
    (103, "active without an end", "starts S; binding state active; H"),
    (104, "expired without an end", "starts S; binding state expired; H"),
    (105, "released without an end", "starts S; binding state released; H"),
    (106, "free until never", "starts S; ends never; binding state free; H"),
    (107, "free, with an end to come", "starts S; ends L; binding state free; H"),
    (108, "expired, with an end to come", "starts S; ends L; binding state expired; H"),
    (109, "released, with an end to come", "starts S; ends L; binding state released; H"),
    (110, "reset, with an end to come", "starts S; ends L; binding state reset; H"),
    (111, "backup, with an end to come", "starts S; ends L; binding state backup; H"),
    (112, "bootp state", "starts S; ends L; binding state bootp; H"),
    (113, "reserved state", "starts S; ends L; binding state reserved; H"),
    (114, "abandoned, nobody's", "starts S; ends L; binding state abandoned;"),
    (115, "abandoned without an end", "starts S; binding state abandoned;"),
    (116, "abandoned until before", "starts S; ends B; binding state abandoned;"),
    (117, "abandoned, with a client", "starts S; ends L; binding state abandoned; H"),
    (118, "no state", "starts S; ends L; H"),
    (119, "no state, over", "starts S; ends B; H"),
    (120, "OpenBSD", "starts S UTC; ends L UTC; H"),
    (121, "OpenBSD, abandoned", "starts S UTC; ends L UTC; abandoned;"),
    (122, "offset", "starts S; ends O; binding state active; H"),
    (123, "epoch", "starts S; ends E; binding state active; H"),
    (124, "uid as octets", "starts S; ends L; binding state active; H uid 01:61:62:63;"),
    (125, "uid as a string", 'starts S; ends L; binding state active; H uid "\\001\\141bd";'),
    (126, "active, nobody's", "starts S; ends L; binding state active;"),
    (127, "reserved flag, active", "starts S; ends L; reserved; binding state active; H"),
    (128, "bootp, infinite", "starts S; ends never; binding state active; dynamic-bootp; H"),
    (129, "active, next free, over", "starts S; ends B; binding state active; next binding state free; H"),
    (130, "on one line", "starts S; ends L; binding state active; H"),
    (131, "dynamic-bootp of version 2", "starts S; ends L; dynamic-bootp; H"),
    (132, "short hardware groups", "starts S; ends L; binding state active; hardware ethernet 2:0:0:0:0:20;"),
    (133, "times of a failover pair", "starts S; ends L; tstp L; tsfp L; atsfp L; cltt S; binding state active; H"),
    (134, "reserved flag, free", "starts S; ends B; reserved; binding state free; H"),
    (135, "no times", "binding state active; H"),
]


def clock(seconds, offset=""):
    return time.strftime("%w %Y/%m/%d %H:%M:%S", time.gmtime(seconds)) + offset


def text(now):
    times = {
        " S": clock(now - 7200), " L": clock(now + 80000), " B": clock(now - 1000),
        " O": clock(now + 80000 + 7200, " -7200"), " E": f"epoch {now + 80000}"}
    blocks = []
    for number, what, statements in BLOCKS:
        for sign, value in times.items():
            statements = statements.replace(sign + ";", f" {value};").replace(sign + " UTC;", f" {value} UTC;")
        statements = statements.replace("H", f"hardware ethernet 02:00:00:00:00:{number - 100:02x};")
        if number != 130:
            statements = "\n  " + statements.replace("; ", ";\n  ") + "\n"
        # An earlier row of the address, as there is in a log.
        earlier = f"lease 10.9.0.{number} {{ starts{times[' S'].join('  ')}; ends {times[' L']}; binding state active; }}\n"
        blocks.append((earlier if number == 114 else "") + f"lease 10.9.0.{number} {{{statements}}}\n")
    return "".join(blocks)


def by_hand(net, link, place):
    now = int(time.time())
    with open(os.path.join(place, "dhcpd0.leases"), "w") as file:
        file.write(text(now))
    rows = []
    for number, what, statements in BLOCKS:
        one = clients.Client(link, f"02:00:00:00:00:{number - 100:02x}")
        if "uid" in statements:
            one.options[61] = b"\1abd" if number == 125 else b"\1abc"
        named = "H" in statements or "hardware" in statements
        rows.append(judgement.Row(f"10.9.0.{number}", what, one if named else None))
    return isc.ISC(net), rows
