"""`rejoinder up` with a judge outside the house: the program that docs/judges.md shows."""

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import WEBHOOK_SECRET
from tests.e2e.house import House, eventually
from tests.ports import free_port

RECEIVER = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONFIGURATION = """
[outbound]
allow = ["127.0.0.1:{hook}"]

[sites.demo]
origins = ["http://127.0.0.1:{port}"]

[sites.demo.judges.hook]
url = "http://127.0.0.1:{hook}/"
secret_file = "hook.secret"
"""


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path / "home")
    house.hook = free_port()
    house.home.mkdir(mode=0o700)
    (house.home / "rejoinder.toml").write_text(CONFIGURATION.format(port=house.port, hook=house.hook))
    (house.home / "hook.secret").write_text(WEBHOOK_SECRET)
    return house


@contextmanager
def receiver(house):
    """The documented program, as its reader starts it."""
    (program,) = RECEIVER.findall((Path(__file__).parents[2] / "docs/judges.md").read_text(encoding="utf-8"))
    file = house.home / "receiver.py"
    file.write_text(program)
    with (house.home / "receiver.log").open("w") as said:
        running = subprocess.Popen([sys.executable, file, str(house.hook), house.home / "hook.secret"], stderr=said)
    try:
        yield
    finally:
        running.kill()
        running.wait()


def shown(house, comment):
    return house.ask("GET", f"/v1/review/comments/{comment}")[1]


def story(house):
    return house.said() + (house.home / "receiver.log").read_text()


def test_the_documented_program_answers_later_and_its_word_counts(house):
    with receiver(house), house.up():
        honest = house.comment("Thank you, this explained a lot.")
        spam = house.comment("The old casino at the harbour has burnt down.")

        eventually(lambda: shown(house, honest)["status"] == "approved", lambda: story(house))
        eventually(lambda: shown(house, spam)["status"] == "spam", lambda: story(house))

        found = shown(house, honest)
        assert {one["check"]: one["reason"] for one in found["evidence"]}["hook"] == "Our own software has read it."
        eventually(
            lambda: house.ask("GET", f"/v1/sites/demo/threads?page={house.url}/demo/")[1]["comments"] != [],
            lambda: story(house),
        )


def test_without_its_judge_a_comment_is_held_with_the_reason(house):
    with house.up():
        comment = house.comment("Thank you, this explained a lot.")

        eventually(lambda: shown(house, comment)["status"] == "held", house.said)

        (evidence,) = [one for one in shown(house, comment)["evidence"] if one["check"] == "hook"]
        assert evidence["failed"]
        assert "did not answer" in evidence["reason"]
        assert "It is asked again at" in evidence["reason"]
