import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import job_offer


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("Требуются люди", 1.0),
        ("Требуются люди, хороший доход", 1.75),
        ("Удалённая работа без вложений, доход, подработка", 3.0),
        ("заработок и доход", 1.5),
        ("Мой доход упал", 0),
        ("Поезд прибыл вовремя", 0),
        ("I work from home", 0),
    ],
    ids=["offer", "with earning", "with much", "earning", "one word", "arrived", "English"],
)
def test_points(body, given):
    assert points(job_offer, body) == given


def test_the_reason_quotes_and_strictness_is_an_option():
    found = opinion(job_offer, "Ура: требуются люди, доход", options={"strictness": 0.5})
    assert found.reason == "Offers work or speaks of earning: “требуются”, “доход”."
    assert (found.points, found.span) == (0.875, (5, 14))
