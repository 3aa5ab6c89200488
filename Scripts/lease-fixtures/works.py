"""What is written: the program, the folder, the name, and how."""

import os

import dnsmasq
import isc
import isc_by_hand
import isc_pair
import kea
import udhcpd

ALL = [
    ("dhcpd", "isc", "states", isc.states),
    ("dhcpd", "isc", "local-time", isc.local),
    ("dhcpd", "isc", "pair-normal", isc_pair.normal),
    ("dhcpd", "isc", "pair-interrupted", isc_pair.interrupted),
    ("dhcpd", "isc", "pair-down", isc_pair.down),
    ("dhcpd", "isc", "by-hand", isc_by_hand.by_hand),
    ("kea-dhcp4", "kea", "states", kea.states),
    ("kea-dhcp4", "kea", "by-hand", kea.by_hand),
    ("kea-dhcp4", "kea", "cleanup-done", kea.cleanup("done")),
    ("kea-dhcp4", "kea", "cleanup-begun", kea.cleanup("nothing")),
    ("kea-dhcp4", "kea", "cleanup-cut", kea.cleanup("unlink")),
    ("dnsmasq", "dnsmasq", "states", dnsmasq.states),
    ("dnsmasq", "dnsmasq", "by-hand", dnsmasq.by_hand),
    (os.environ.get("DNSMASQ_WITHOUT_CLOCK", "dnsmasq-without-clock"), "dnsmasq", "no-clock", dnsmasq.clockless),
    ("udhcpd", "udhcpd", "states", udhcpd.states),
]
