import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import gibberish


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("SFRZEDrAgHb", 2.0, id="jumble"),
        pytest.param("xkqvtrbnm", 2.0, id="consonants"),
        pytest.param("Thanks!", 0, id="thanks"),
        pytest.param("hahahahaha", 0, id="laughing"),
        pytest.param("asdfghjkl", 0, id="rolled"),
        pytest.param("Rechtsschutzversicherung", 0, id="German"),
        pytest.param("JavaScript", 0, id="a name"),
        pytest.param("SFRZEDrAgHb said so", 0, id="a sentence"),
        pytest.param("YESSSSSSS", 0, id="shouting"),
        pytest.param("iPhone14ProMax", 0, id="a product"),
    ],
)
def test_points_for_a_random_word_alone(body, given):
    assert points(gibberish, body) == given


def test_the_reason_shows_it():
    assert opinion(gibberish, "SFRZEDrAgHb").reason == "Nothing but a random word: “SFRZEDrAgHb”."
