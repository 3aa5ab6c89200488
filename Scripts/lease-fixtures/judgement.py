"""What a server makes of its lease file when it starts again with it."""

import os
import shutil
import subprocess
import tempfile
import time

import clients
import network

WIDE = ("10.9.0.100", "10.9.0.199")


class Process:
    """A server in a namespace, from the line of its log that says it serves until it is ended."""

    # Those that have not been ended yet.
    running = []

    def __init__(self, net, number, words, log, ready, environment={}, wait=15):
        self.log = open(log, "wb")
        self.child = subprocess.Popen(
            ["ip", "netns", "exec", net.server(number), *words], stdout=self.log, stderr=subprocess.STDOUT,
            env={**os.environ, **environment})
        Process.running.append(self)
        end = time.monotonic() + wait
        while ready not in open(log, errors="replace").read():
            if self.child.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"{words} does not start:\n" + open(log, errors="replace").read()[-3000:])
            time.sleep(0.05)
        time.sleep(0.1)

    def stop(self):
        if self in Process.running:
            Process.running.remove(self)
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(10)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.log.close()


class Row:
    """A row of a lease file: whose it is, and what it shows."""

    def __init__(self, address, what, client):
        self.address, self.what, self.client = address, what, client


def fresh(source):
    """A folder of its own with a copy of the files."""
    place = tempfile.mkdtemp(prefix="lease-fixtures-")
    for name in os.listdir(source):
        if os.path.isfile(os.path.join(source, name)):
            shutil.copy(os.path.join(source, name), place)
    os.chmod(place, 0o777)
    return place


def offered(server, source, pool, client, wait):
    place = fresh(source)
    process = server.start(place, pool)
    try:
        time.sleep(server.pause)
        client.wait = wait
        answers = client.discover()
        if process.child.poll() is not None:
            raise RuntimeError(f"{server.name} ended by itself")
        return [answer.address for answer in answers if answer.kind == clients.OFFER]
    finally:
        process.stop()
        shutil.rmtree(place)


def judge(server, source, rows, link, target):
    """Starts the server for each question anew, so that no answer changes the next one, and writes the table.

    `stranger`: whether a client without a lease is offered the address when no other is left. `owner`: whether the row's
    client is offered it while others are free.
    """
    wait = server.wait
    stranger = clients.Client(link, "02:99:99:99:99:99")
    if not offered(server, tempfile.mkdtemp(), (WIDE[0], WIDE[0]), stranger, max(wait, 4)):
        raise RuntimeError(f"{server.name} offers nothing at all")
    now = int(time.time())
    place = fresh(source)
    process = server.start(place, WIDE)
    time.sleep(server.settling)
    process.stop()
    kept = server.rows(place)
    shutil.rmtree(place)
    together = server.offers(rows) if hasattr(server, "offers") else {}
    with open(target, "w") as table:
        table.write(f"# {server.version()}, started again at {now}\n")
        table.write("address\twhat\thardware\tidentifier\tstate\tends\towner\tstranger\n")
        for row in rows:
            own, strange = row.client, None
            state, ends = kept.get(row.address, ("-", "-"))
            owner = "-"
            if own:
                offers = together.get(row.address)
                if offers is None:
                    offers = offered(server, source, WIDE, own, wait)
                owner = "same" if row.address in offers else "other"
            strange = offered(server, source, (row.address, row.address), stranger, wait)
            fields = [
                row.address, row.what, f"{own.type}/{own.hardware.hex(':')}" if own else "-",
                own.options[61].hex(":") if own and own.options[61] else "-", state, str(ends), owner,
                "offered" if strange else "nothing"]
            print(target.rsplit("/", 1)[-1], *fields, sep="\t", flush=True)
            table.write("\t".join(fields) + "\n")
