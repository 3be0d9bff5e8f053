import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import premium_text


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Txt WIN to 80182", 1.5, id="short number"),
        pytest.param("just 150p/msg", 1.5, id="a message"),
        pytest.param("20p per min from landlines", 1.5, id="a minute"),
        pytest.param("cost £1.50/week", 1.5, id="a week"),
        pytest.param("std txt rate applies", 1.5, id="rates"),
        pytest.param("reply STOP to end", 1.5, id="stop"),
        pytest.param("I paid 20p for it", 0, id="pence"),
        pytest.param("The train at 5.15pm", 0, id="a time"),
        pytest.param("Send it to 10 Downing Street", 0, id="a house"),
        pytest.param("texts from 2019", 0, id="a year"),
    ],
)
def test_points_for_short_numbers_and_prices(body, given):
    assert points(premium_text, body) == given


def test_the_reason_quotes_it():
    assert opinion(premium_text, "Only 150p/msg!").reason == "A service that is paid for by message: “150p/msg”."
