"""`rejoinder web` without the others, as an operator runs it who has a supervisor of his own."""

import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from service.supervise import groups
from tests.e2e.house import House, eventually
from tests.service.supervise.sleepers import children_of


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    """A home that is set up, in which nothing runs."""
    house = House(tmp_path_factory.mktemp("web") / "home")
    with house.up() as supervisor:
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0
    return house


@contextmanager
def web(house: House, *options: str):
    argv = [sys.executable, "-m", "service.commands", "web", *options]
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
        # Until all its threads are gone, connections may land in its queue, and end with it.
        eventually(lambda: not Path(f"/proc/{victim}").exists() and answers(house))
        house.comment("Thank you, this explained a lot.")
        # Whichever process is asked, it knows what the other one counted.
        for _ in range(10):
            assert received(house) == 1
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert not place.exists()


def test_told_to_end_it_says_so_and_serves_on_until_it_is_told_again(house):
    with web(house, "--drain", "600") as server, connected(house) as connection:
        assert asked(connection, "/readyz").status == 200
        server.send_signal(signal.SIGTERM)
        eventually(lambda: house.ask("GET", "/readyz")[0] == 503)
        # Who is connected already is served, and told to connect anew.
        eventually(lambda: asked(connection, "/livez").headers["Connection"] == "close")
        assert house.comment("Thank you, this explained a lot.")
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_told_once_it_ends_when_the_time_is_over(house):
    with web(house, "--drain", "0.5") as server:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_a_request_that_is_under_way_at_the_end_is_finished(house):
    body = f"name=Ada&email=ada%40example.com&body=Thank+you&page={house.url}/demo/".encode()
    with web(house) as server, connected(house) as connection:
        connection.putrequest("POST", "/v1/sites/demo/comments")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body[:10])
        eventually(lambda: is_read(connection))
        server.send_signal(signal.SIGTERM)
        connection.send(body[10:])
        assert connection.getresponse().status == 303
        assert server.wait(30) == 0


@contextmanager
def connected(house: House):
    with closing(HTTPConnection("127.0.0.1", house.port, timeout=30)) as connection:
        yield connection


def asked(connection: HTTPConnection, path: str):
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer


def is_read(connection: HTTPConnection) -> bool:
    """Whether the server has taken everything that was sent so far: its queue is empty in /proc/net/tcp."""
    ours, theirs = (f"{at[1]:04X}" for at in (connection.sock.getsockname(), connection.sock.getpeername()))
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    ends = [row for row in rows if row[1].endswith(f":{theirs}") and row[2].endswith(f":{ours}")]
    return [row[4].partition(":")[2] for row in ends] == ["00000000"]


def answers(house: House) -> bool:
    # Soon or not at all: a connection may wait in the kernel that nobody will take any more.
    with suppress(OSError), urlopen(f"{house.url}/livez", timeout=0.5) as answer:
        return answer.status == 200
    return False


def counting_in(pid: int) -> set[Path]:
    """The directories of the counts that the process has mapped into its memory."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return {Path(line.split()[-1]).parent for line in maps if line.endswith(f"_{pid}.db")}


def received(house: House) -> float:
    with urlopen(house.url + "/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("rejoinder_comments_received_total"))
