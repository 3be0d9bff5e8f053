import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import crowd_greeting


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Hey guys, I make videos", 0.75, id="guys"),
        pytest.param("Nice.\nHello everyone!", 0.75, id="a later line"),
        pytest.param("Всем привет!", 0.75, id="Russian"),
        pytest.param("Hi Anna, you are right", 0, id="a person"),
        pytest.param("I said hello everyone", 0, id="inside"),
        pytest.param("Guys like him", 0, id="no greeting"),
    ],
)
def test_points_for_greeting_everybody(body, given):
    assert points(crowd_greeting, body) == given


def test_the_reason_quotes_it():
    assert opinion(crowd_greeting, "Hey  guys, look").reason == "Greets a crowd: “hey guys”."
