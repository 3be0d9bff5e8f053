"""Homes that are not as usual: strange names, long paths, open to others, on a disk that is full."""

import os
import signal
import stat
import subprocess
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest

from service.supervise import counts, valkey
from tests.e2e.house import House, eventually


@pytest.fixture
def small_disk(tmp_path):
    """A directory with a disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"needs the right to mount: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_home_with_a_strange_name_works_and_leaves_nothing_behind(tmp_path):
    house = House(tmp_path / "a b=c?d#e%41é")
    with house.up() as supervisor:
        comment = house.comment("Thank you, this explained a lot.")
        eventually(lambda: status(house, comment) == "approved", house.said)
        assert valkey.temporary_directory(house.home).exists()
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0
    assert not valkey.temporary_directory(house.home).exists()
    assert not counts.directory(house.home).exists()


def test_after_a_kill_of_the_supervisor_no_private_directory_is_left(tmp_path):
    house = House(tmp_path / ("long" * 30))
    with house.up() as supervisor:
        supervisor.kill()
        eventually(lambda: not valkey.temporary_directory(house.home).exists())
        eventually(lambda: not counts.directory(house.home).exists())


def test_in_a_home_that_others_may_enter_they_read_no_comment(tmp_path):
    house = House(tmp_path / "home")
    house.home.mkdir(mode=0o755)
    with house.up():
        comment = house.comment("Thank you, this explained a lot.")
        eventually(lambda: status(house, comment) == "approved", house.said)
        databases = list(house.home.glob("rejoinder.db*"))
        assert house.home / "rejoinder.db-wal" in databases
        assert {stat.S_IMODE(file.stat().st_mode) for file in databases} == {0o600}


def test_a_full_disk_refuses_comments_until_there_is_space_again(small_disk):
    house = House(small_disk)
    with house.up() as supervisor, watching(house) as silences:
        fill(small_disk / "filling")
        eventually(lambda: post(house) == 503, house.said)
        assert house.ask("GET", "/readyz")[0] == 503
        before = house.pid("judge")
        os.kill(before, signal.SIGKILL)
        eventually(lambda: "pid_file.not_written" in house.said(), house.said)
        assert supervisor.poll() is None
        (small_disk / "filling").unlink()
        eventually(lambda: post(house) == 202, house.said)
        comment = house.comment("Thank you, this explained a lot.")
        eventually(lambda: status(house, comment) != "received", house.said)
        assert supervisor.poll() is None
    assert silences == []


def status(house: House, comment: str) -> str:
    found: str = house.ask("GET", f"/v1/review/comments/{comment}")[1]["status"]
    return found


def post(house: House) -> int:
    """The status that one more comment gets."""
    comment = {"name": "Ada", "email": "ada@example.com", "body": "Thank you." * 300, "page": f"{house.url}/demo/"}
    return house.ask("POST", "/v1/sites/demo/comments", comment)[0]


def fill(file: Path) -> None:
    """Take all the space there is on the file's disk."""
    with file.open("wb", buffering=0) as filling:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    filling.write(bytes(size))
            except OSError:
                continue


@contextmanager
def watching(house: House):
    """Asks `/livez` all the time; what it got instead of an answer."""
    over, silences = Event(), []

    def ask() -> None:
        while not over.wait(0.05):
            try:
                alive = house.ask("GET", "/livez")[1]["status"] == "alive"
            except (OSError, HTTPException, ValueError) as error:
                silences.append(repr(error))
            else:
                silences.extend([] if alive else ["not alive"])

    watcher = Thread(target=ask)
    watcher.start()
    try:
        yield silences
    finally:
        over.set()
        watcher.join()
