"""A moderator marks one comment as spam, and the next one like it is seen in its light."""

import os
import signal
from typing import Any

import pytest

from tests.e2e.house import House, eventually

# Harmless to the checks, so that whatever speaks against the second one was learned.
FIRST = "The blue lantern people of the harbour repaint garden furniture on Sundays"
SECOND = "Blue lantern people repaint the garden furniture of your harbour house"


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path / "home")


def test_a_decision_is_heard_in_the_next_verdict_and_an_undo_is_not(house):
    with house.up():
        first = house.comment(FIRST)
        eventually(lambda: seen(house, first)["status"] != "received", house.said)
        assert seen(house, first)["model_version"] == 0
        assert house.ask("POST", f"/v1/review/comments/{first}/spam")[0] == 200

        second = house.comment(SECOND)
        eventually(lambda: seen(house, second)["status"] != "received", house.said)
        judged = seen(house, second)
        assert judged["model_version"] == 1
        assert any("is a sign of spam" in one["reason"] for one in said_by_model(judged)), judged

        assert house.ask("POST", f"/v1/review/comments/{first}/undo")[0] == 200
        os.kill(house.pid("judge"), signal.SIGKILL)  # whoever comes after it reads the log anew
        third = house.comment(f"{SECOND}!")
        eventually(lambda: seen(house, third)["status"] != "received", house.said)
        judged = seen(house, third)
        assert judged["model_version"] == 2
        assert not any("“furniture”" in one["reason"] for one in said_by_model(judged)), judged


def seen(house: House, comment: str) -> Any:
    """The comment as moderators see it."""
    return house.ask("GET", f"/v1/review/comments/{comment}")[1]


def said_by_model(judged: Any) -> list[Any]:
    """The model's evidence."""
    return [one for one in judged["evidence"] if one["check"] == "model"]
