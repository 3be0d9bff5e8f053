"""`rejoinder web` without the others, as an operator runs it who has a supervisor of his own."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from service.supervise import groups
from tests.e2e.house import House, eventually
from tests.service.supervise.sleepers import children_of


@pytest.fixture
def house(tmp_path) -> House:
    house = House(tmp_path / "home")
    with house.up() as supervisor:
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0
    return house


@contextmanager
def web(house: House):
    argv = [sys.executable, "-m", "service.commands", "web"]
    with subprocess.Popen(argv, env=house.environment(), start_new_session=True) as server:
        try:
            eventually(lambda: len(children_of(server.pid)) == 2 and answers(house))
            yield server
        finally:
            groups.kill(server.pid)


def test_its_processes_count_together_and_leave_nothing_behind(house):
    with web(house) as server:
        [victim, other] = children_of(server.pid)
        eventually(lambda: counting_in(victim) == counting_in(other) != set())
        [place] = counting_in(other)
        assert house.home not in place.parents
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: victim not in children_of(server.pid) and answers(house))
        house.comment("Thank you, this explained a lot.")
        # Whichever process is asked, it knows what the other one counted.
        for _ in range(10):
            assert received(house) == 1
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert not place.exists()


def answers(house: House) -> bool:
    try:
        return house.ask("GET", "/livez")[0] == 200
    except OSError:
        return False


def counting_in(pid: int) -> set[Path]:
    """The directories of the counts that the process has mapped into its memory."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return {Path(line.split()[-1]).parent for line in maps if line.endswith(f"_{pid}.db")}


def received(house: House) -> float:
    with urlopen(house.url + "/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("rejoinder_comments_received_total"))
