import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import pay_promise


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("You get $500 a day", 1.25),
        ("up to 2.000€ per week", 1.25),
        ("от 100$ в день", 1.25),
        ("5000 руб. чистыми в неделю", 1.25),
        ("80 usdt daily", 1.25),
        ("It cost $500", 0),
        ("I run 5 km a day", 0),
        ("500 people a day", 0),
        ("1" * 65_000, 0),
    ],
    ids=["dollars", "euros", "Russian", "a word between", "coins", "a price", "a distance", "people", "digits"],
)
def test_points(body, given):
    assert points(pay_promise, body) == given


def test_the_reason_quotes_it():
    found = opinion(pay_promise, "So: $500  a day!")
    assert found.reason == "Speaks of pay: “$500 a day”."
    assert found.span == (4, 15)
