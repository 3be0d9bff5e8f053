import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import investment_talk


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("I invested $600 and made a profit", 1.5, id="two and a sum"),
        pytest.param("Trading forex with the best broker, withdraw any time", 1.5, id="three"),
        pytest.param("100% profit in 24 hours, free withdrawal", 1.5, id="a promise"),
        pytest.param("The city should invest in boats", 0, id="one word"),
        pytest.param(
            "I trade stamps, the profit is small talk with friends in the harbour café each Sunday morning",
            0,
            id="no sum",
        ),
        pytest.param(
            "Pension funds invest abroad and earn little; "
            + "said the minister of other things as well. " * 8
            + "It cost $5",
            0,
            id="thin",
        ),
    ],
)
def test_points_where_words_of_investing_crowd_together(body, given):
    assert points(investment_talk, body) == given


def test_the_reason_quotes_words():
    assert opinion(investment_talk, "I invested $600 and made a profit").reason == (
        "Praises an investment: “invested”, “profit”."
    )
