"""The drill: back up under load, lose everything, restore elsewhere, and miss nothing."""

import shutil
import subprocess
import sys
from threading import Event, Thread

import pytest

from tests.e2e.house import House, eventually


@pytest.fixture
def typed():
    """Type a command for a house."""

    def typed(house, *words):
        command = [sys.executable, "-m", "service.commands", *words]
        return subprocess.run(command, env=house.environment(), capture_output=True, text=True, check=False, timeout=60)

    return typed


def test_a_backup_made_under_load_restores_every_comment_acknowledged_before(tmp_path, typed):
    house, folder = House(tmp_path / "home"), tmp_path / "backup"
    house.let_anybody_say_anything()
    with house.up():
        before = [house.comment(f"Number {number} of those before: thank you.") for number in range(20)]
        with writing(house) as meanwhile:
            made = typed(house, "backup", str(folder))
            eventually(lambda: len(meanwhile) > 5)
    assert made.returncode == 0, made.stderr
    assert "secret.key" in made.stdout
    shutil.rmtree(house.home)

    other = House(tmp_path / "other")
    other.port, other.url = house.port, house.url  # the settings name it
    restored = typed(other, "restore", str(folder))
    assert restored.returncode == 0, restored.stderr

    with other.up():
        eventually(lambda: all(status(other, one) == "approved" for one in before), other.said)
        eventually(lambda: published(other).count("of those before") == len(before), other.said)
        detail = other.ask("GET", f"/v1/review/comments/{before[0]}")[1]
        assert detail["email_masked"] == "a•••@example.com"


def published(house):
    return "".join(file.read_text() for file in (house.home / "published").rglob("*.json"))


def status(house, comment):
    return house.ask("GET", f"/v1/review/comments/{comment}")[1]["status"]


class writing:
    """Comments arrive, one after the other, until the end of the block."""

    def __init__(self, house):
        self.house, self.written, self.over = house, [], Event()
        self.thread = Thread(target=self._write)

    def _write(self):
        while not self.over.is_set():
            self.written.append(self.house.comment(f"Meanwhile {len(self.written)}: thank you."))

    def __enter__(self):
        self.thread.start()
        return self.written

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
