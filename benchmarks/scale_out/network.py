"""Hosts that are network namespaces, joined by a bridge that lies in a namespace of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.scale_out.shares import Share

SUBNET = "10.231.77"
_END_SECONDS = 30.0


class Host:
    """One machine: an address, a share of the processor, and its processes."""

    def __init__(self, name: str, *, number: int) -> None:
        self.name = name
        self.address = f"{SUBNET}.{number}"
        self.share = Share(f"{_prefix()}-{name}")
        self._namespace = f"{_prefix()}-{name}"
        self._link = f"rj{os.getpid() % 100_000}n{number}"

    def join(self, switch: str) -> None:
        """Make the namespace, and a cable to the switch."""
        _ip("netns", "add", self._namespace)
        _ip("link", "add", self._link, "netns", switch, "type", "veth", "peer", "name", "net", "netns", self._namespace)
        _ip("-n", switch, "link", "set", self._link, "master", "bridge", "up")
        _ip("-n", self._namespace, "addr", "add", f"{self.address}/24", "dev", "net")
        for device in ("net", "lo"):
            _ip("-n", self._namespace, "link", "set", device, "up")

    def command(self, *argv: str) -> list[str]:
        """The command line that runs `argv` here, within the share."""
        return self.share.joined("ip", "netns", "exec", self._namespace, *argv)

    def start(self, *argv: str, environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
        """Start a process here."""
        with log.open("ab") as said:
            command = self.command(*argv)
            return subprocess.Popen(command, env=dict(environment), stdout=said, stderr=said, stdin=subprocess.DEVNULL)

    def pull_the_plug(self) -> None:
        """The machine is gone: its cable is dead, and then every process is killed."""
        _ip("-n", self._namespace, "link", "set", "net", "down")
        self.kill()

    def plug_in(self) -> None:
        """The cable is alive again; nothing runs."""
        _ip("-n", self._namespace, "link", "set", "net", "up")

    def kill(self) -> None:
        """Kill every process here, and wait until they are gone."""
        deadline = time.monotonic() + _END_SECONDS
        while pids := self._pids():
            for pid in pids:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            assert time.monotonic() < deadline, f"{self.name} does not end"
            time.sleep(0.05)

    def _pids(self) -> list[int]:
        """Those that run; one that has ended and waits for its parent is none."""
        found = _ip("netns", "pids", self._namespace).split()
        return [int(pid) for pid in found if not _is_zombie(pid)]

    def leave(self) -> None:
        """Kill what runs here, and forget the host."""
        self.kill()
        _ip("netns", "del", self._namespace)


@contextmanager
def network(*hosts: Host) -> Iterator[None]:
    """The hosts, joined; nothing of them is left at the end."""
    switch = f"{_prefix()}-switch"
    _ip("netns", "add", switch)
    joined: list[Host] = []
    try:
        _ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge", "up")
        for host in hosts:
            joined.append(host)
            host.join(switch)
        yield
    finally:
        for host in joined:
            host.leave()
        _ip("netns", "del", switch)


def remove_shares(*hosts: Host) -> None:
    """Forget the hosts' shares, once all processes have been waited for."""
    for host in hosts:
        host.share.remove()


def _prefix() -> str:
    return f"rj-{os.getpid()}"


def _ip(*words: str) -> str:
    ran = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"ip {' '.join(words)}: {ran.stderr}"
    return ran.stdout


def _is_zombie(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return True
